import { expect, test } from 'vitest';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { schemaOf } from '../../../../src/core/readers/messages/protobuf-schema.ts';
import { ADS, uses } from './asked.ts';

const wrapped = schemaOf([
  { path: 'ads.proto' as FilePath, text: `${ADS} message Outer { Inner inner = 1; } message Inner { Ad ad = 1; }` },
]);

test('a Go page shows what its handler hands in under a name', () => {
  expect(
    uses({
      'main.go':
        'package main\nimport pb "example.org/shop/genproto"\nfunc page(ad *pb.Ad, list []*pb.Ad) {\n  templates.ExecuteTemplate(w, "ad", map[string]interface{}{"ad": ad, "ads": list})\n}',
      'templates/ad.html':
        '<p>{{ $.ad.Text }}</p>\n{{ range .ads }}<b>{{ .Text }}</b>{{ end }}\n{{ .Text }}\n{{ with .other }}{{ .Text }}{{ end }}{{ .Text }}',
    }),
  ).toEqual([
    'reads likely: templates/ad.html: <p>{{ $.ad.‹Text› }}</p>',
    'reads likely: templates/ad.html: {{ range .ads }}<b>{{ .‹Text› }}</b>{{ end }}',
  ]);
});

test('a page of Jinja goes through lists', () => {
  expect(
    uses({
      'app.py': 'import ads_pb2\ndef page(res: ads_pb2.AdResponse):\n    return template.render(ads=res.ads)\n',
      'templates/ads.html': '{% for ad in ads %}<li>{{ ad.text }}</li>{% endfor %}',
    }),
  ).toEqual(['reads likely: templates/ads.html: {% for ad in ads %}<li>{{ ad.‹text› }}</li>{% endfor %}']);
});

test('pages of EJS and Handlebars', () => {
  const code =
    'client.getAds({ id: 1 }, (error, answer) => {\n  res.render("ads", { ads: answer.ads });\n});\nconst client = new proto.Ads(address);';
  expect(uses({ 'app.js': code, 'views/ads.ejs': '<% ads.forEach(ad => { %><i><%= ad.text %></i><% }) %>' })).toEqual([
    'reads likely: views/ads.ejs: <% ads.forEach(ad => { %><i><%= ad.‹text› %></i><% }) %>',
  ]);
  expect(uses({ 'app.js': code, 'views/ads.hbs': '{{#each ads}}<i>{{text}}</i>{{/each}}{{text}}' })).toEqual([
    'reads likely: views/ads.hbs: {{#each ads}}<i>{{‹text›}}</i>{{/each}}{{text}}',
  ]);
});

test('a page of Thymeleaf', () => {
  expect(
    uses({
      'Web.java':
        'import org.shop.v1.*;\nclass Web { String page(Model model, AdResponse res) { model.addAttribute("ads", res.getAdsList()); return "ads"; } }',
      'templates/ads.html': '<li th:each="ad : ${ads}" th:text="${ad.text}"></li>',
    }),
  ).toEqual(['reads likely: templates/ads.html: <li th:each="ad : ${ads}" th:text="${ad.‹text›}"></li>']);
});

test('a page of Razor asks the members of its model', () => {
  expect(
    uses({
      'AdsModel.cs': 'using Shop.V1;\nclass AdsModel : PageModel { public AdResponse Answer { get; set; } }',
      'Pages/Ads.cshtml': '@model AdsModel\n@foreach (var ad in Model.Answer.Ads) { <li>@ad.Text</li> }',
    }),
  ).toEqual(['reads likely: Pages/Ads.cshtml: @foreach (var ad in Model.Answer.Ads) { <li>@ad.‹Text›</li> }']);
});

test('names that lead through the contract tell where nothing else does', () => {
  const page = '<% answer.ads.each do |item| %><%= item.text %><% end %><%= note.text %>';
  expect(uses({ 'app.rb': 'AdResponse', 'views/ads.erb': page })).toEqual([]);
  expect(uses({ 'app.rb': 'AdResponse', 'views/ads.erb': page.replace('answer.ads', 'wrap.inner.ad') }, { schema: wrapped })).toEqual([
    'reads possible: views/ads.erb: <% wrap.inner.ad.each do |item| %><%= item.‹text› %><% end %><%= note.text %>',
  ]);
});

test('a component of Vue is read by its script and its page', () => {
  const vue =
    '<template><p>{{ ad.text }}</p></template>\n<script setup>\nconst client = new proto.Ads(address);\nconst { ad } = await client.getAds({ id: 1 });\nlog(ad.text);\n</script>';
  expect(uses({ 'src/Ad.vue': vue })).toEqual([
    'reads certain: log(ad.‹text›);',
    'reads likely: <template><p>{{ ad.‹text› }}</p></template>',
  ]);
});
