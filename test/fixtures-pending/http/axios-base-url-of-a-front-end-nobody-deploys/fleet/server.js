const express = require('express');
const app = express();
app.get('/api/cars', (request, response) => response.json([]));
app.listen(5050, () => console.log('up'));
