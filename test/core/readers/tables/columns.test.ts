import { expect, test } from 'vitest';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { columns } from '../../../../src/core/readers/tables/columns.ts';

const MARK = { certain: '', likely: ' (likely)', possible: ' (possible)' } as const;

/** One line for each use; what is written there follows where it is another word. */
const told = (path: string, text: string): string[] =>
  columns({ path: path as FilePath, text }).map(({ table, column, at, how, confidence }) => {
    const written = text.slice(...at.span);
    return `${how} ${table}.${column}${written === column ? '' : ` as ${written}`}${MARK[confidence]}`;
  });

test.each<[rule: string, text: string, means: string[]]>([
  [
    'a table, whatever the dialect quotes',
    'CREATE TABLE IF NOT EXISTS "public"."votes" (`id` VARCHAR(255) NOT NULL UNIQUE, [vote] numeric(10, 2) DEFAULT 1, PRIMARY KEY (id), CONSTRAINT u UNIQUE (vote)); -- id2 int',
    ['declares votes.id', 'declares votes.vote'],
  ],
  [
    'an altered table',
    'ALTER TABLE votes ADD COLUMN IF NOT EXISTS at timestamp, DROP COLUMN old, ADD CONSTRAINT x CHECK (at > 1);',
    ['declares votes.at'],
  ],
  [
    'inserted and updated columns',
    "INSERT INTO votes (id, vote) VALUES (@id, 'x; y') ON CONFLICT (id) DO UPDATE SET vote = EXCLUDED.vote",
    ['writes votes.id', 'writes votes.vote', 'writes votes.vote', 'reads votes.id'],
  ],
  [
    'an update and its condition',
    'UPDATE votes SET vote = $1, at = now() WHERE id = $2 RETURNING at',
    ['writes votes.vote', 'writes votes.at', 'reads votes.id', 'reads votes.at'],
  ],
  [
    'names of results are no columns',
    'SELECT vote, COUNT(id) AS count, max(at) latest FROM votes GROUP BY vote HAVING COUNT(id) > 1 ORDER BY vote DESC LIMIT 5',
    ['reads votes.vote', 'reads votes.id', 'reads votes.at', 'reads votes.vote', 'reads votes.id', 'reads votes.vote'],
  ],
  [
    'aliases say whose a column is; without one it may be of each',
    'SELECT o.id, c.name, total FROM orders o JOIN customers AS c ON c.id = o.customer_id',
    [
      'reads orders.id',
      'reads customers.name',
      'reads orders.total (possible)',
      'reads customers.total (possible)',
      'reads customers.id',
      'reads orders.customer_id',
    ],
  ],
  [
    'a query inside another has its own tables',
    'WITH recent AS (SELECT id FROM orders) SELECT r.id, (SELECT max(price) FROM items WHERE items.order_id = r.id) FROM recent r',
    ['reads orders.id', 'reads items.price', 'reads items.order_id'],
  ],
  ['all of a table', 'SELECT * FROM votes WHERE EXTRACT(year FROM at) = 2020', ['reads votes.*', 'reads votes.at']],
  ['an index', 'CREATE INDEX i ON votes (vote, at DESC)', ['reads votes.vote', 'reads votes.at']],
  ['what is no statement of tables', 'GRANT ALL ON votes TO me; BEGIN; SET search_path = x;', []],
])('SQL: %s', (_, text, means) => {
  expect(told('a.sql', text)).toEqual(means);
});

test.each<[rule: string, path: string, text: string, means: string[]]>([
  [
    'rows of a query, taken in a function that gets the result',
    'a.js',
    "function f(client) { client.query('SELECT vote, COUNT(id) AS count FROM votes', [], function (err, result) { collect(result); }); }\nfunction collect(result) { result.rows.forEach(function (row) { use(row.vote, row.count); }); }",
    ['reads votes.vote', 'reads votes.id', 'reads votes.vote (likely)'],
  ],
  [
    'a template with holes',
    'a.ts',
    'async function f(id: string) { const { rows } = await db.query(`SELECT name FROM users WHERE id = ${id}`); return rows[0].name; }',
    ['reads users.name', 'reads users.id'],
  ],
  [
    'a query in pieces',
    'A.java',
    'class A { void f() { ResultSet rs = s.executeQuery("SELECT vote " + "FROM votes WHERE id = " + id + " AND at > 1"); rs.getString("vote"); rs.getString("else"); } }',
    ['reads votes.vote', 'reads votes.id', 'reads votes.at', 'reads votes.vote (likely)'],
  ],
  [
    'a row that is handed to a lambda',
    'A.java',
    'class A { void f() { jdbc.query("SELECT vote FROM votes", (rs, n) -> rs.getString("vote")); } }',
    ['reads votes.vote', 'reads votes.vote (likely)'],
  ],
  [
    'a cursor',
    'a.py',
    'def f(cur):\n  cur.execute("SELECT vote FROM votes WHERE id = %s", (1,))\n  row = cur.fetchone()\n  return row["vote"]',
    ['reads votes.vote', 'reads votes.id', 'reads votes.vote (likely)'],
  ],
  [
    'a command with its text',
    'A.cs',
    'class A { void F() { command.CommandText = @"SELECT vote\n FROM votes"; var reader = command.ExecuteReader(); var v = reader["vote"]; } }',
    ['reads votes.vote', 'reads votes.vote (likely)'],
  ],
  ['PHP', 'a.php', '<?php function f($db) { $s = $db->query("INSERT INTO votes (id) VALUES (?)"); }', ['writes votes.id']],
  ['a text that only begins like SQL', 'a.js', 'log("Select a vote from the list, please");', []],
])('%s', (_, path, text, means) => {
  expect(told(path, text)).toEqual(means);
});

test('a class that stands for a table reads all its columns, whoever makes the table', () => {
  expect(told('a.ts', "@Entity('orders') class Order { @Column() id: number; }")).toEqual([
    'declares orders.id',
    'reads orders.id (likely)',
  ]);
});

test.each<[rule: string, path: string, text: string, means: string[]]>([
  [
    'TypeORM',
    'a.ts',
    "@Entity('orders')\nclass Order { @PrimaryGeneratedColumn() id: number; @Column({ name: 'customer_name' }) customer: string; @OneToMany(() => Item, i => i.order) items: Item[]; transient: string; }",
    ['declares orders.id', 'declares orders.customer_name as customer'],
  ],
  [
    'Sequelize, Knex and Drizzle',
    'a.ts',
    "sequelize.define('orders', { id: INTEGER, sum: { type: INTEGER, field: 'total' } });\nknex.schema.createTable('items', t => { t.increments('id'); t.string('sku'); });\nexport const users = pgTable('users', { name: varchar('full_name') });",
    ['declares orders.id', 'declares orders.total as sum', 'declares items.id', 'declares items.sku', 'declares users.full_name as name'],
  ],
  [
    'SQLAlchemy, with and without types',
    'a.py',
    "class Order(Base):\n  __tablename__ = 'orders'\n  id = Column(Integer, primary_key=True)\n  customer = Column('customer_name', String)\n  note: Mapped[str]\n  items = relationship('Item')\nusers = Table('users', metadata, Column('id', Integer))",
    ['declares orders.id', 'declares orders.customer_name as customer', 'declares orders.note', 'declares users.id'],
  ],
  [
    'Django names tables by application',
    'shop/models.py',
    "class Order(models.Model):\n  total = models.IntegerField()\n  customer = models.ForeignKey(Customer, on_delete=models.CASCADE)\n  note = models.TextField(db_column='remark')\n  objects = Manager()",
    ['declares shop_order.total', 'declares shop_order.customer_id as customer', 'declares shop_order.remark as note'],
  ],
  [
    'JPA writes names as Spring does',
    'A.java',
    '@Entity @Table(name = "orders") class Order { @Id private Long id; private String customerName; @Column(name = "sum") int total; @ManyToOne Customer customer; @OneToMany List<Item> items; @Transient int x; private static final long serialVersionUID = 1; }',
    [
      'declares orders.id',
      'declares orders.customer_name as customerName',
      'declares orders.sum as total',
      'declares orders.customer_id as customer',
    ],
  ],
  [
    'EF Core',
    'A.cs',
    'class Shop : DbContext { public DbSet<Order> Orders { get; set; } }\npublic class Order { public int Id { get; set; } [Column("sum")] public int Total { get; set; } public List<Item> Items { get; set; } [NotMapped] public int X { get; set; } }',
    ['declares Orders.Id', 'declares Orders.sum as Total'],
  ],
  [
    'GORM',
    'a.go',
    'package a\ntype OrderItem struct {\n  gorm.Model\n  SkuCode string `gorm:"column:sku;not null"`\n  UnitPrice int\n  Parts []Part\n}',
    ['declares order_items.sku as SkuCode', 'declares order_items.unit_price as UnitPrice'],
  ],
  [
    'ActiveRecord and Laravel migrations',
    'a.rb',
    'create_table :orders do |t|\n  t.string :name, null: false\n  t.references :customer\nend\nadd_column :orders, :note, :string',
    ['declares orders.name', 'declares orders.customer_id as customer', 'declares orders.note'],
  ],
  [
    'Prisma',
    'schema.prisma',
    'model Order {\n  id Int @id @default(autoincrement())\n  name String? @map("full_name")\n  items Item[]\n  customer Customer @relation(fields: [customerId], references: [id])\n  customerId Int\n  @@map("orders")\n}\nmodel Item {\n  id Int\n}\nmodel Customer {\n  id Int\n}',
    ['declares orders.id', 'declares orders.full_name as name', 'declares orders.customerId', 'declares Item.id', 'declares Customer.id'],
  ],
])('%s declare columns', (_, path, text, means) => {
  expect(told(path, text).filter(line => line.startsWith('declares'))).toEqual(means);
});
