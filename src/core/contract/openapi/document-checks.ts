import type { Comparison } from './contract.ts';
import { isInDevelopment } from './deprecation.ts';
import { tellOperation, tellRemoval } from './operation-checks.ts';
import { parametersOf, pathItems, type PathItem } from './operation.ts';
import { matchedParameters } from './parameter-matching.ts';
import { matchedPaths, type PathMatch } from './path-matching.ts';
import { field, fieldAt, fields, located, named, type Field } from './place.ts';
import { tellRequirements, tellSecuritySchemes } from './security-checks.ts';
import { quote } from './value.ts';

/** Everything that changed from one version of a document to the other. */
export function tellDocument(comparison: Comparison): void {
  tellPaths(comparison);
  tellWebhooks(comparison);
  const { before, after } = comparison.versions;
  tellRequirements(
    { before: field(before.root, 'security'), after: field(after.root, 'security') },
    { prefix: 'api-global-security', element: 'security', subject: 'the API', before: located(before.root), after: located(after.root) },
    comparison,
  );
  tellSecuritySchemes({ before: component(before.root, 'securitySchemes'), after: component(after.root, 'securitySchemes') }, comparison);
  tellSchemas(comparison);
}

const component = (root: Parameters<typeof field>[0], kind: string): Field | undefined => field(fieldAt(root, 'components'), kind);

function tellPaths(comparison: Comparison): void {
  const { before, after } = comparison.versions;
  const { both, added, removed } = matchedPaths(pathItems(before, 'paths'), pathItems(after, 'paths'));
  for (const item of removed) tellRemovedPath(item, comparison);
  for (const { operations } of added)
    for (const { name, at } of operations) comparison.tell({ rule: 'endpoint-added', element: name, says: `${name} is new`, after: at });
  for (const match of both) tellPath(match, comparison);
}

function tellRemovedPath({ operations }: PathItem, comparison: Comparison): void {
  for (const operation of operations) {
    if (operation.stability === 'unknown') tellUnknown(operation, comparison);
    else if (!isInDevelopment(operation.stability)) tellRemoval({ operation, withPath: true }, comparison);
  }
}

const tellUnknown = ({ name, at }: PathItem['operations'][number], { tell }: Comparison): void =>
  tell({
    rule: 'api-invalid-stability-level',
    element: name,
    says: `${name} is gone, and its stability was none of draft, alpha, beta and stable`,
    before: at,
  });

function tellPath({ before, after, renamed }: PathMatch, comparison: Comparison): void {
  for (const operation of before.operations) {
    const other = after.operations.find(({ method }) => method === operation.method);
    if (other && !renamed && comparison.unchanged.means(operation.place, other.place)) continue;
    if (other) tellOperation({ before: operation, after: other, renamed }, comparison);
    else if (operation.stability === 'unknown') tellUnknown(operation, comparison);
    else if (!isInDevelopment(operation.stability)) tellRemoval({ operation, withPath: false, after: after.at }, comparison);
  }
  for (const { method, name, at } of after.operations)
    if (!before.operations.some(other => other.method === method))
      comparison.tell({ rule: 'endpoint-added', element: name, says: `${name} is new`, before: before.at, after: at });
  tellCommonParameters({ before, after, ...(renamed && { renamed }) }, comparison);
}

/** A parameter that a path gives to all of its operations. */
function tellCommonParameters({ before, after, renamed }: PathMatch, { versions, tell }: Comparison): void {
  const lists = { before: parametersOf(before.place, versions.before), after: parametersOf(after.place, versions.after) };
  const { added } = matchedParameters(lists, versions, renamed);
  for (const parameter of added.filter(({ in: sent }) => sent !== 'path')) {
    const needed = parameter.isRequired ? 'required' : 'optional';
    for (const { name } of after.operations)
      tell({
        rule: `new-${needed}-request-default-parameter-to-existing-path`,
        element: `${name} parameter.${parameter.in}.${parameter.name}`,
        says: `the ${parameter.in} parameter ${quote(parameter.name)} of ${name} is new and ${needed}`,
        before: before.at,
        after: parameter.at,
      });
  }
}

function tellWebhooks(comparison: Comparison): void {
  const { versions, tell } = comparison;
  const [from, to] = [pathItems(versions.before, 'webhooks'), pathItems(versions.after, 'webhooks')];
  for (const before of from) {
    const after = to.find(({ path }) => path === before.path);
    if (after) tellPath({ before, after }, comparison);
    else
      tell({
        rule: 'webhook-removed',
        element: `webhook ${before.path}`,
        says: `the webhook ${quote(before.path)} is gone`,
        before: before.at,
      });
  }
  for (const { path, at } of to)
    if (!from.some(before => before.path === path))
      tell({ rule: 'webhook-added', element: `webhook ${path}`, says: `the webhook ${quote(path)} is new`, after: at });
}

function tellSchemas({ versions, tell }: Comparison): void {
  const after = component(versions.after.root, 'schemas');
  for (const schema of fields(component(versions.before.root, 'schemas')))
    if (!field(after, schema.key))
      tell({
        rule: 'api-schema-removed',
        element: `schema ${schema.key}`,
        says: `the schema ${quote(schema.key)} is gone`,
        before: named(schema),
      });
}
