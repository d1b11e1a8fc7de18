import { expect, test } from 'vitest';
import { told, type Files } from './told.ts';

const sets = (files: Files): string[] => told(files).filter(line => line.startsWith('sets'));

test.each<[rule: string, files: Files, means: string[]]>([
  [
    'members that are added to a list one by one, by a function of the same name in another file',
    {
      'app.py': 'from db import Db\ndb = Db()\n@app.¦route("/contacts")\ndef contacts():\n    return jsonify(db.contacts())\n',
      'db.py':
        'class Db:\n    def contacts(self):\n        found = list()\n        for row in rows:\n            found.append({"label": row["label"]})\n        return found\n',
    },
    ['sets [].label @db.py:5 label (likely)'],
  ],
  [
    'appending in Go makes a list',
    {
      'a.go':
        'package a\ntype Line struct {\n  Sku string `json:"sku"`\n}\nfunc list(c *gin.Context) {\n  var all = none()\n  all = append(all, Line{Sku: "1"})\n  c.JSON(200, all)\n}\nfunc main() { r.¦GET("/lines", list) }\n',
    },
    ['sets [].sku @a.go:3 Sku (likely)', 'sets [].sku @a.go:7 Sku'],
  ],
  [
    'a dict that is dumped into a list',
    { 'a.py': 'import json\ndef vote():\n  data = json.dumps({"voter": v, "vote": w})\n  redis.¦rpush("votes", data)' },
    ['sets voter @a.py:3 voter', 'sets vote @a.py:3 vote'],
  ],
  [
    'a message goes through a function of the same file',
    {
      'a.py':
        'import json\ndef pay():\n  queue({"id": 1, "cart": {"total": 2}})\ndef queue(order):\n  channel.¦basic_publish(exchange="x", routing_key="k", body=json.dumps(order))',
    },
    ['sets id @a.py:3 id', 'sets cart @a.py:3 cart', 'sets cart.total @a.py:3 total'],
  ],
  [
    'a message comes from a file that uses the class',
    {
      'broker.py':
        'import json\nclass Publisher:\n  def publish(self, message):\n    self._send(message)\n  def _send(self, message):\n    self.channel.¦basic_publish(exchange=self.EXCHANGE, body=json.dumps(message).encode())',
      'pay.py': 'from broker import Publisher\npublisher = Publisher()\npublisher.publish({"orderid": 1}, {})',
    },
    ['sets orderid @pay.py:3 orderid (likely)'],
  ],
  [
    'keys that a map gets later',
    { 'a.py': 'import json\ndef f():\n  m = {"a": 1}\n  m["b"] = 2\n  m.update({"c": 3})\n  producer.¦send("t", json.dumps(m))' },
    ['sets a @a.py:3 a', 'sets b @a.py:4 b', 'sets c @a.py:5 c'],
  ],
  [
    'two variables of one name are two',
    {
      'a.py': 'import json\ndef g():\n  m = {"other": 1}\n  m["more"] = 2\ndef f():\n  m = {"a": 1}\n  producer.¦send("t", json.dumps(m))',
    },
    ['sets a @a.py:6 a'],
  ],
  [
    'kafkajs wraps its messages',
    {
      'a.ts':
        'async function f(id: string) { await producer.¦send({ topic: "t", messages: [{ key: id, value: JSON.stringify({ id, items: [{ sku: 1 }] }) }] }); }',
    },
    ['sets id @a.ts:1 id', 'sets items @a.ts:1 items', 'sets items[].sku @a.ts:1 sku'],
  ],
  [
    'what is spread into a message belongs to it',
    {
      'a.js':
        'function f() { const base = { a: 1 };\nconst all = { ...base, b: 2 };\nchannel.¦publish("ex", "k", Buffer.from(JSON.stringify(all))); }',
    },
    ['sets a @a.js:1 a', 'sets b @a.js:2 b'],
  ],
  [
    'a mapped list',
    { 'a.ts': 'function f(rows) { client.¦emit("t", { items: rows.map(row => ({ sku: row.sku })) }); }' },
    ['sets items @a.ts:1 items', 'sets items[].sku @a.ts:1 sku'],
  ],
  [
    'the fields of a class stand where they are declared',
    {
      'a.ts': 'import { Created } from "./created";\nclass A { f() { this.bus.¦emit("t", new Created(1)); } }',
      'created.ts': 'export class Created {\n  constructor(public readonly id: number, private secret: string) {}\n  name!: string;\n}',
    },
    ['sets id @created.ts:2 id (likely)', 'sets name @created.ts:3 name (likely)'],
  ],
  [
    'an interface has no code, but members',
    {
      'a.ts':
        'interface Order { id: number; total?: number; lines: { sku: string }[]; save(): void }\nfunction f(order: Order) { producer.¦emit("t", order); }',
    },
    ['sets id @a.ts:1 id (likely)', 'sets total @a.ts:1 total (likely)', 'sets lines @a.ts:1 lines (likely)'],
  ],
  [
    'Go marshals a struct under its tags',
    {
      'a.go':
        'package a\ntype Order struct {\n  ID string `json:"order_id,omitempty"`\n  Total int\n  hidden int\n  Skip int `json:"-"`\n}\nfunc f(o Order) {\n  b, _ := json.Marshal(o)\n  ch.¦Publish("ex", "k", false, false, amqp.Publishing{Body: b})\n}',
    },
    ['sets order_id @a.go:3 ID (likely)', 'sets Total @a.go:4 Total (likely)'],
  ],
  [
    'Go maps and given fields',
    {
      'a.go':
        'package a\nfunc f() {\n  b, _ := json.Marshal(map[string]any{"a": 1, "b": map[string]any{"c": 2}})\n  w.¦WriteMessages(ctx, kafka.Message{Key: k, Value: b})\n}',
    },
    ['sets a @a.go:3 a', 'sets b @a.go:3 b', 'sets b.c @a.go:3 c'],
  ],
  [
    'a writer is told its topic first and its messages later',
    {
      'a.go':
        'package a\nfunc f() {\n  w := ¦kafka.Writer{Topic: "t"}\n  b, _ := json.Marshal(map[string]any{"a": 1})\n  w.WriteMessages(ctx, kafka.Message{Value: b})\n}',
    },
    ['sets a @a.go:4 a'],
  ],
  [
    '.NET writes names as they are declared',
    {
      'A.cs':
        'class A { void F() { channel.¦BasicPublish(exchange: "x", routingKey: "k", body: Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Created { Id = 1 }))); } }',
      'Created.cs':
        'public class Created {\n  public int Id { get; set; }\n  [JsonPropertyName("sum")] public int Total { get; set; }\n  private int _x;\n  [JsonIgnore] public int Y { get; set; }\n}',
    },
    ['sets Id @A.cs:1 Id', 'sets Id @Created.cs:2 Id (likely)', 'sets sum @Created.cs:3 Total (likely)'],
  ],
  [
    'the web writes camel case',
    { 'A.cs': 'record Order(int OrderId, string CustomerName);\nclass A { Task F(Order o) => http.¦PostAsJsonAsync("/orders", o); }' },
    ['sets orderId @A.cs:1 OrderId (likely)', 'sets customerName @A.cs:1 CustomerName (likely)'],
  ],
  [
    'an anonymous object',
    { 'A.cs': 'class A { void F() { db.¦ListLeftPush("votes", JsonSerializer.Serialize(new { vote = v, voter_id = w })); } }' },
    ['sets vote @A.cs:1 vote', 'sets voter_id @A.cs:1 voter_id'],
  ],
  [
    'Jackson names and inherited fields',
    {
      'A.java': 'class A { KafkaTemplate<String, Order> kafka; void f(Order o) { kafka.¦send("t", o); } }',
      'Order.java':
        'class Order extends Base {\n  @JsonProperty("cust_id") private String customerId;\n  private static final long serialVersionUID = 1;\n  @JsonIgnore private int x;\n}',
      'Base.java': 'class Base {\n  private long id;\n}',
    },
    ['sets id @Base.java:2 id (likely)', 'sets cust_id @Order.java:2 customerId (likely)'],
  ],
  [
    'Java maps',
    { 'A.java': 'class A { void f() { Map<String, Object> m = new HashMap<>(); m.put("a", 1); rabbit.¦convertAndSend("ex", "k", m); } }' },
    ['sets a @A.java:1 a'],
  ],
  [
    'a part of a serialized answer',
    { 'a.py': 'def f(order):\n  requests.¦post(url=URL, data=jsonify(order).data)\ndef g():\n  f({"amount": 1})' },
    ['sets amount @a.py:4 amount'],
  ],
  [
    'a transient field that has a name in texts',
    {
      'A.java': 'class A { KafkaTemplate<String, Order> kafka; void f(Order o) { kafka.¦send("t", o); } }',
      'Order.java': 'class Order {\n  private transient int x;\n  @JsonProperty("uuid") private transient String requestId;\n}',
    },
    ['sets uuid @Order.java:3 requestId (likely)'],
  ],
  [
    'a hash that becomes JSON',
    { 'a.rb': 'def f\n  channel.¦publish({ id: 1, "sku" => 2 }.to_json)\nend' },
    ['sets id @a.rb:2 id', 'sets sku @a.rb:2 sku'],
  ],
  [
    'serde renames',
    {
      'a.rs':
        '#[derive(Serialize)]\n#[serde(rename_all = "camelCase")]\nstruct Order {\n  order_id: String,\n  #[serde(rename = "sum")]\n  total: u32,\n}\nfn f(o: Order) {\n  producer.¦send(serde_json::to_string(&o));\n}',
    },
    ['sets orderId @a.rs:4 order_id (likely)', 'sets sum @a.rs:6 total (likely)'],
  ],
  [
    'a route sets what it answers, a request what it asks with',
    { 'a.js': 'app.¦post("/orders", (req, res) => { if (bad) return res.status(400).json({ error: 1 }); res.json({ id: 1 }); });' },
    ['sets error @a.js:1 error', 'sets id @a.js:1 id'],
  ],
  [
    'a handler answers with what it gives back',
    { 'a.py': '@¦app.route("/x")\ndef x():\n  return jsonify({"id": 1}), 201' },
    ['sets id @a.py:3 id'],
  ],
  [
    'the body of a request and not its options',
    { 'a.py': 'def f():\n  requests.¦post(url, data=json.dumps({"id": 1}), headers={"Content-Type": "x"})' },
    ['sets id @a.py:2 id'],
  ],
  ['options are no message', { 'a.js': 'redis.¦lpush("votes", id, { timeout: 3 });' }, []],
])('%s', (_, files, means) => {
  expect(sets(files)).toEqual(means);
});
