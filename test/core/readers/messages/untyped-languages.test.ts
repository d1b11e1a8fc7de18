import { describe, expect, test } from 'vitest';
import { uses } from './asked.ts';

const python = (code: string) => uses({ 'ads.py': `import ads_pb2\nimport ads_pb2_grpc\n${code}` });
const ruby = (code: string) => uses({ 'ads.rb': `require 'ads_services_pb'\n${code}` });
const js = (code: string) => uses({ 'ads.js': code });
const ts = (code: string) => uses({ 'src/ads.ts': `import { Ad, AdRequest, AdResponse, AdsClient } from './gen/ads';\n${code}` });

describe('Python', () => {
  test('a servicer is asked with the request of its procedure', () => {
    expect(
      python(
        'class S(ads_pb2_grpc.AdsServicer):\n    def GetAds(self, request, context):\n        for ad in request.ads:\n            print(f"{ad.text}")\n',
      ),
    ).toEqual(['reads certain: print(f"{ad.‹text›}")']);
  });

  test('a stub answers with the response of the procedure', () => {
    expect(
      python(
        'stub = ads_pb2_grpc.AdsStub(channel)\nres = stub.GetAds(ads_pb2.AdRequest(id="1"))\ntexts = [ad.text for ad in res.ads]\nbest = max(res.ads, key=lambda a: a.text)\n',
      ),
    ).toEqual(['reads certain: texts = [ad.‹text› for ad in res.ads]', 'reads certain: best = max(res.ads, key=lambda a: a.‹text›)']);
  });

  test('constructors and assignments set', () => {
    expect(python('def make():\n    ad = ads_pb2.Ad(text="a")\n    ad.text = "b"\n    return ads_pb2.AdResponse(text="c")\n')).toEqual([
      'sets certain: ad = ads_pb2.Ad(‹text›="a")',
      'sets certain: ad.‹text› = "b"',
    ]);
  });

  test('an own function is given what its callers hand in', () => {
    expect(python('def show(ad):\n    print(ad.text)\n\ndef all(res: ads_pb2.AdResponse):\n    show(res.ad)\n')).toEqual([
      'reads likely: print(ad.‹text›)',
    ]);
  });

  test('what nobody knows is not said', () => {
    expect(python('def show(page):\n    print(page.text)\n')).toEqual([]);
  });
});

describe('Ruby', () => {
  test('blocks, symbols and keywords', () => {
    expect(
      ruby(
        'class S < Shop::V1::Ads::Service\n  def get_ads(req, _call)\n    req.ads.each { |ad| puts "#{ad.text}" }\n    req.ads.map do |ad|\n      ad.text\n    end\n    req.ads.map(&:text)\n    Shop::V1::Ad.new(text: "a")\n  end\nend',
      ),
    ).toEqual([
      'reads certain: req.ads.each { |ad| puts "#{ad.‹text›}" }',
      'reads certain: ad.‹text›',
      'reads certain: req.ads.map(&:‹text›)',
      'sets certain: Shop::V1::Ad.new(‹text›: "a")',
    ]);
  });
});

describe('JavaScript', () => {
  test('a handler of a dynamic service gets a call and answers by its callback', () => {
    expect(
      js(
        'const proto = grpc.loadPackageDefinition(definition).shop.v1;\nfunction getAds(call, callback) {\n  const request = call.request;\n  log(request.ad.text);\n  callback(null, { ads: request.ads.map(x => ({ text: x.text })) });\n}\nserver.addService(proto.Ads.service, { getAds });',
      ),
    ).toEqual([
      'reads certain: log(request.ad.‹text›);',
      'sets certain: callback(null, { ads: request.ads.map(x => ({ ‹text›: x.text })) });',
      'reads certain: callback(null, { ads: request.ads.map(x => ({ text: x.‹text› })) });',
    ]);
  });

  test('a handler may have another name than its procedure', () => {
    expect(
      js('function answer(call, callback) {\n  log(call.request.ad.text);\n}\nserver.addService(proto.Ads.service, { getAds: answer });'),
    ).toEqual(['reads certain: log(call.request.ad.‹text›);']);
  });

  test('a client answers by callback or promise, and answers are taken apart', () => {
    expect(
      js(
        'const client = new proto.Ads(address, credentials);\nclient.getAds({ id: 1 }, (error, res) => {\n  show(res.ads.map(({ text }) => text));\n});\nasync function f() {\n  const { ad: { text } } = await client.getAds({ id: 1 });\n}',
      ),
    ).toEqual([
      'reads certain: show(res.ads.map(({ ‹text› }) => text));',
      'reads certain: const { ad: { ‹text› } } = await client.getAds({ id: 1 });',
    ]);
  });

  test('an object that is answered later is set where it is written', () => {
    expect(js('function getAds(call, callback) {\n  const ad = { text: "a" };\n  callback(null, { ad });\n}')).toEqual([
      'sets certain: const ad = { ‹text›: "a" };',
    ]);
  });

  test('with keepCase names are as in the contract, else in camel case', () => {
    const asked = { field: 'redirect_url' };
    expect(
      uses({ 'a.js': 'function getAds(call, callback) {\n  log(call.request.ad.redirect_url, call.request.ad.redirectUrl);\n}' }, asked),
    ).toEqual([
      'reads certain: log(call.request.ad.‹redirect_url›, call.request.ad.redirectUrl);',
      'reads certain: log(call.request.ad.redirect_url, call.request.ad.‹redirectUrl›);',
    ]);
  });
});

describe('TypeScript', () => {
  test('types name messages: parameters, results, variables', () => {
    expect(
      ts(
        'export const f = async (req: AdRequest): Promise<AdResponse> => {\n  for (const ad of req.ads) log(`${ad.text}`);\n  const mine: Ad = { text: "a" };\n  return { ads: [{ text: "b" }], text: "c" };\n};',
      ),
    ).toEqual([
      'reads certain: for (const ad of req.ads) log(`${ad.‹text›}`);',
      'sets certain: const mine: Ad = { ‹text›: "a" };',
      'sets certain: return { ads: [{ ‹text›: "b" }], text: "c" };',
    ]);
  });

  test('a client of Nest hands its answer on through rxjs and lists of promises', () => {
    expect(
      ts(
        'class A {\n  private ads: AdsClient;\n  constructor(@Inject(NAME) private readonly grpc: ClientGrpc) {}\n  async all(ids: string[]) {\n    const waiting = ids.map(id => { return firstValueFrom(this.ads.getAds({ id })) });\n    const results = await Promise.all(waiting);\n    return results.map(res => res.ad.text);\n  }\n}',
      ),
    ).toEqual(['reads certain: return results.map(res => res.ad.‹text›);']);
  });

  test('a controller of Nest answers what its method returns', () => {
    expect(
      uses({
        'src/c.ts':
          "class C {\n  @GrpcMethod('Ads', 'GetAds')\n  async getAds(query) {\n    const ad = { text: query.ad.text };\n    return { ad };\n  }\n}",
      }),
    ).toEqual(['sets certain: const ad = { ‹text›: query.ad.text };', 'reads certain: const ad = { text: query.ad.‹text› };']);
  });

  test('connect and protobuf-es make messages by schema', () => {
    expect(uses({ 'src/c.ts': "import { AdSchema } from './gen/ads_pb';\nconst ad = create(AdSchema, { text: 'a' });" })).toEqual([
      "sets certain: const ad = create(AdSchema, { ‹text›: 'a' });",
    ]);
  });

  test('an interface that lists fields sets none', () => {
    expect(uses({ 'src/types.ts': 'export interface Ad {\n  text: string;\n}\nexport const x = (call: Ad) => 1;' })).toEqual([]);
  });

  test('an entity of the service with the same name is another', () => {
    expect(
      uses({
        'src/entities/ad.entity.ts': '@Entity()\nexport class Ad {\n  text: string;\n}',
        'src/h.ts': "import { Ad } from './entities/ad.entity';\nconst ad = new Ad();\nad.text = 'x';",
      }),
    ).toEqual([]);
  });

  test('parts of a component are typed by its properties', () => {
    expect(
      uses({
        'src/Ad.tsx': "import { Ad } from '../protos/ads';\nexport const Card = ({ ad }: { ad: Ad }) => <p title={ad.text}>Don't miss</p>;",
      }),
    ).toEqual(["reads certain: export const Card = ({ ad }: { ad: Ad }) => <p title={ad.‹text›}>Don't miss</p>;"]);
  });
});
