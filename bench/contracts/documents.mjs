// Two versions of contracts of any size: what real ones of that size are like, with an edit in one of fifty parts.

const METHODS = ['get', 'post'];

function operation(index, method, isEdited) {
  return [
    `    ${method}:`,
    `      operationId: ${method}${index}`,
    `      summary: Some words about what thing number ${index} does when it is asked for`,
    '      parameters:',
    '        - name: id',
    '          in: path',
    '          required: true',
    '          schema:',
    '            type: string',
    `            maxLength: ${isEdited && index % 100 === 7 ? 10 : 20}`,
    '      requestBody:',
    '        required: true',
    '        content:',
    '          application/json:',
    '            schema:',
    `              $ref: "#/components/schemas/S${index}"`,
    '      responses:',
    '        "200":',
    '          description: ok',
    '          content:',
    '            application/json:',
    '              schema:',
    `                $ref: "#/components/schemas/S${index}"`,
  ];
}

function held(other, place) {
  const reference = `$ref: "#/components/schemas/S${other}"`;
  if (place % 2 === 0) return [`        next${place || ''}:`, `          ${reference}`];
  return [`        list${place === 1 ? '' : place}:`, '          type: array', '          items:', `            ${reference}`];
}

/** `holds` gives the schemas that each one refers to, in turn alone and in a list. */
function schema(index, isEdited, holds) {
  return [
    `    S${index}:`,
    '      type: object',
    '      required: [a, b]',
    '      properties:',
    ...[...'abcdefgh'].flatMap(name => [
      `        ${name}:`,
      '          type: string',
      `          description: the property ${name} of schema ${index} means what it says`,
      `          maxLength: ${isEdited && name === 'c' && index % 50 === 3 ? 50 : 100}`,
    ]),
    ...(isEdited && index % 50 === 9 ? ['        extra:', '          type: string'] : []),
    ...holds(index).flatMap((other, place) => held(other, place)),
  ];
}

/** How many schemas each one refers to, where over some steps each holds each, so that every change is one of every operation. */
const REFERENCES = { all: 2, dense: 12 };

/** `groups`: schemas hold others of their group of ten. */
export function openApi({ schemas, isEdited, linked }) {
  const holds =
    linked === 'groups'
      ? index => (index % 10 === 9 ? [] : [index + 1, index - (index % 10) + 9])
      : index =>
          Array.from(
            { length: REFERENCES[linked] },
            (_, place) => ((place % 2 === 0 ? index * 7 + 1 : index * 3 + 2) + (place >> 1) * 131) % schemas,
          );
  const numbers = Array.from({ length: schemas }, (_, index) => index);
  return [
    'openapi: 3.0.3',
    'info: {title: big, version: "1"}',
    'paths:',
    ...numbers.flatMap(index => [`  /things${index}/{id}:`, ...METHODS.flatMap(method => operation(index, method, isEdited))]),
    'components:',
    '  schemas:',
    ...numbers.flatMap(index => schema(index, isEdited, holds)),
    '',
  ].join('\n');
}

const message = (file, index, isEdited) =>
  [
    `// What thing ${index} of file ${file} is about, in some words.`,
    `message Thing${index} {`,
    ...Array.from({ length: 12 }, (_, field) => `  ${field % 3 === 0 ? 'repeated ' : ''}string field_${field} = ${field + 1};  // says it`),
    `  ${isEdited && index % 50 === 3 ? 'int64' : 'int32'} total = 20;`,
    ...(index === 0 ? [] : [`  Thing${index - 1} previous = 21;`]),
    '}',
    `enum State${index} { STATE${index}_UNKNOWN = 0; STATE${index}_DONE = 1; }`,
  ].join('\n');

/** Files of a hundred messages, each in its own package and importing the one before. */
export function protos({ files, isEdited }) {
  return Object.fromEntries(
    Array.from({ length: files }, (_, file) => [
      `big${file}/v1/things.proto`,
      [
        'syntax = "proto3";',
        `package big${file}.v1;`,
        ...(file === 0 ? [] : [`import "big${file - 1}/v1/things.proto";`]),
        ...Array.from({ length: 100 }, (_, index) => message(file, index, isEdited)),
        file === 0 ? '' : `message Link { big${file - 1}.v1.Thing1 other = 1; }`,
        '',
      ].join('\n'),
    ]),
  );
}
