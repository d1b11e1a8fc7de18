import { api } from './api';

export const cars = () => api.get('/cars');
