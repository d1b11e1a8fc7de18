import { expect, test } from 'vitest';
import { appsettings } from '../../../../src/core/extract/appsettings/index.ts';
import { said, settingsOf } from '../configuration-facts.ts';

test('keys are joined by colons, comments and trailing commas are fine, the profile is in the name', () => {
  const text = '{\n  // endpoints\n  "Services": { "Orders": "http://orders", "List": ["a",], },\n}';
  expect(settingsOf(appsettings, 'api/appsettings.Production.json', text)).toEqual([
    'Services:Orders = http://orders [Production]',
    'Services:List:0 = a [Production]',
  ]);
});

test('addresses and connection strings are mentioned, addresses to listen on are not', () => {
  const text =
    '{"ConnectionStrings":{"Db":"Host=db;Database=x"},"Kestrel":{"Endpoints":{"Http":{"Url":"http://*:80"}}},"Cart":{"Url":"http://cart:80"}}';
  expect(said(appsettings, 'appsettings.json', text)).toEqual(['mentions Host=db;Database=x', 'mentions http://cart:80']);
});

test('what a library reads by itself is used', () => {
  expect(said(appsettings, 'appsettings.json', '{"Serilog":{"WriteTo":[{"Name":"Seq","Args":{"serverUrl":"http://seq:5341"}}]}}')).toEqual([
    'telemetry http://seq:5341',
  ]);
});

test('Ocelot: routes lead to hosts or to names of the registry', () => {
  const text =
    '{"Routes":[{"DownstreamPathTemplate":"/o/{x}","DownstreamScheme":"http","DownstreamHostAndPorts":[{"Host":"orders","Port":80}],"UpstreamHttpMethod":["Get"]},{"ServiceName":"cart"}],"GlobalConfiguration":{"ServiceDiscoveryProvider":{"Host":"consul","Port":8500}}}';
  expect(said(appsettings, 'gateway/ocelot.json', text)).toEqual([
    'mentions-path',
    'http orders:80 GET/o/{x}',
    'http cart',
    'discovery consul:8500',
  ]);
  expect(settingsOf(appsettings, 'gateway/ocelot.json', text)).toEqual([]);
});

test('YARP: destinations of clusters, with the path of the only route there', () => {
  const text =
    '{"ReverseProxy":{"Routes":{"r":{"ClusterId":"c","Match":{"Path":"/cart/{**x}"}}},"Clusters":{"c":{"Destinations":{"d":{"Address":"http://cart:8080"}}}}}}';
  expect(said(appsettings, 'gateway/appsettings.json', text)).toEqual(['mentions-path', 'http http://cart:8080 /cart/{**x}']);
});
