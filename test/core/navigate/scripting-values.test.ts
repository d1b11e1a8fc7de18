import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references' | 'definitions';
  readonly leads: readonly string[];
}

const code = (rule: string, file: string, text: string): Jump => ({
  rule,
  files: {
    'compose.yaml': 'services:\n  shop:\n    build: shop\n    environment:\n      STOCK¦_URL: http://stock\n  stock: { build: stock }\n',
    [file]: text,
  },
  what: 'definitions',
  leads: [
    `${file}: ${text
      .split('\n')
      .find(line => line.includes('!'))
      ?.replace(' #!', '')
      .replace(' //!', '')
      .trim()}`,
  ],
});
const env = (rule: string, file: string, text: string): Jump => {
  const jump = code(rule, file, text);
  return { ...jump, files: { ...jump.files, [file]: text.replace(' #!', '').replace(' //!', '') } };
};

const KEYS: readonly Jump[] = [
  env('environ', 'shop/main.py', 'import os\nURL = os.environ["STOCK_URL"] #!\n'),
  env(
    'pydantic',
    'shop/main.py',
    'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    stock_url: str = "x" #!\n',
  ),
  env(
    'pydantic prefix',
    'shop/main.py',
    'from pydantic_settings import BaseSettings, SettingsConfigDict\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="STOCK_")\n    url: str #!\n',
  ),
  env(
    'pydantic alias',
    'shop/main.py',
    'from pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    url: str = Field(..., validation_alias="STOCK_URL") #!\n',
  ),
  env(
    'pydantic choices',
    'shop/main.py',
    'from pydantic import AliasChoices, Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    url: str = Field(validation_alias=AliasChoices("OLD", "STOCK_URL")) #!\n',
  ),
  env('environs', 'shop/main.py', 'from environs import Env\nenv = Env()\nURL = env.str("STOCK_URL") #!\n'),
  env('environs call', 'shop/main.py', 'from environs import Env\nenv = Env()\nURL = env("STOCK_URL", "x") #!\n'),
  env('django-environ', 'shop/main.py', 'import environ\nenv = environ.Env()\nURL = env.url("STOCK_URL") #!\n'),
  env('decouple', 'shop/main.py', 'from decouple import config\nURL = config("STOCK_URL", default="x") #!\n'),
  env(
    'starlette config',
    'shop/main.py',
    'from starlette.config import Config\nconfig = Config(".env")\nURL = config("STOCK_URL", default="x") #!\n',
  ),
  env('helper', 'shop/main.py', 'import os\ndef need(name):\n    return os.environ[name]\nURL = need("STOCK_URL") #!\n'),
  env('laravel env', 'shop/config/services.php', '<?php\nreturn [\n  "stock" => ["url" => env("STOCK_URL")], //!\n];\n'),
  env('php getenv', 'shop/index.php', '<?php\n$url = getenv("STOCK_URL"); //!\n'),
  env('php $_ENV', 'shop/index.php', '<?php\n$url = $_ENV["STOCK_URL"] ?? "x"; //!\n'),
  env('ruby fetch', 'shop/app.rb', 'URL = ENV.fetch("STOCK_URL") #!\n'),
  env('ruby dig', 'shop/app.rb', 'class A\n  def url\n    ENV["STOCK_URL"] #!\n  end\nend\n'),
];

const EXAMPLE = {
  'compose.yaml': 'services:\n  shop:\n    build: shop\n    env_file: .env\n',
  'shop/main.py': 'import os\nURL = os.environ["STOCK_URL"]\n',
};

test('an example of variables beside a compose file stands for the copy that nobody keeps', () => {
  expect(jumps({ ...EXAMPLE, '.env.example': 'STOCK¦_URL=http://stock\nOTHER=1\n' })).toEqual([
    'shop/main.py: URL = os.environ["STOCK_URL"]',
  ]);
  expect(jumps({ ...EXAMPLE, '.env.example': 'STOCK_URL=x\n', 'shop/main.py': 'import os\nURL = os.environ["STOCK¦_URL"]\n' })).toEqual([
    '.env.example: STOCK_URL=x',
  ]);
});

test('what a program reads comes before what its script reads', () => {
  const files = {
    'compose.yaml': 'services:\n  shop:\n    build: shop\n    environment:\n      STOCK¦_URL: http://stock\n',
    'shop/Dockerfile': 'FROM python\nENTRYPOINT ["./start.sh"]\n',
    'shop/start.sh': 'until curl "$STOCK_URL"; do sleep 1; done\n',
    'shop/app/settings/base.py': 'import os\nURL = os.environ["STOCK_URL"]\n',
  };
  expect(jumps(files)[0]).toBe('shop/app/settings/base.py: URL = os.environ["STOCK_URL"]');
});

test.each(KEYS)('a key of a manifest leads to the code that reads it: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});

const CLIENTS: readonly Jump[] = (
  [
    [
      'requests session',
      'main.py',
      'import os, requests\nBASE = os.environ["STOCK_URL"]\ns = requests.Session()\ns.get(f"{BASE}/ite¦ms/{1}")\n',
    ],
    [
      'requests helper class',
      'main.py',
      'import os, requests\nclass Stock:\n    def __init__(self):\n        self.base = os.environ["STOCK_URL"]\n    def one(self, id):\n        return requests.get(self.base + "/ite¦ms/" + str(id))\n',
    ],
    [
      'urljoin',
      'main.py',
      'import os, requests\nfrom urllib.parse import urljoin\nrequests.get(urljoin(os.environ["STOCK_URL"], f"/ite¦ms/{1}"))\n',
    ],
    [
      'httpx client',
      'main.py',
      'import os, httpx\nasync def go():\n    async with httpx.AsyncClient(base_url=os.environ["STOCK_URL"]) as client:\n        await client.get(f"/ite¦ms/{1}")\n',
    ],
    [
      'aiohttp session base',
      'main.py',
      'import os, aiohttp\nasync def go():\n    async with aiohttp.ClientSession(os.environ["STOCK_URL"]) as session:\n        async with session.get("/ite¦ms/1") as r: ...\n',
    ],
    [
      'aiohttp f-string',
      'main.py',
      'import os, aiohttp\nSTOCK = os.environ["STOCK_URL"]\nasync def go():\n    async with aiohttp.ClientSession() as session:\n        async with session.get(f"{STOCK}/ite¦ms/{1}") as r: ...\n',
    ],
    ['urllib', 'main.py', 'import os, urllib.request\nurllib.request.urlopen(os.environ["STOCK_URL"] + "/ite¦ms/1")\n'],
    [
      'guzzle base',
      'index.php',
      '<?php\nuse GuzzleHttp\\Client;\nclass Stock {\n  public function __construct() { $this->client = new Client(["base_uri" => getenv("STOCK_URL")]); }\n  public function one($id) { return $this->client->get("/ite¦ms/" . $id); }\n}\n',
    ],
    [
      'guzzle request',
      'index.php',
      '<?php\nuse GuzzleHttp\\Client;\n$client = new Client();\n$client->request("GET", getenv("STOCK_URL") . "/ite¦ms/1");\n',
    ],
    [
      'laravel http',
      'app/Stock.php',
      '<?php\nuse Illuminate\\Support\\Facades\\Http;\nclass Stock { public function one($id) { return Http::baseUrl(env("STOCK_URL"))->get("/ite¦ms/{$id}"); } }\n',
    ],
    [
      'laravel http token',
      'app/Stock.php',
      '<?php\nuse Illuminate\\Support\\Facades\\Http;\nclass Stock { public function one($id) { return Http::withToken("t")->get(env("STOCK_URL") . "/ite¦ms/{$id}"); } }\n',
    ],
    [
      'symfony client',
      'src/Stock.php',
      '<?php\nuse Symfony\\Contracts\\HttpClient\\HttpClientInterface;\nclass Stock { public function __construct(private HttpClientInterface $client) {}\n public function one() { return $this->client->request("GET", $_ENV["STOCK_URL"] . "/ite¦ms/1"); } }\n',
    ],
    ['curl', 'index.php', '<?php\n$ch = curl_init();\ncurl_setopt($ch, CURLOPT_URL, getenv("STOCK_URL") . "/ite¦ms/1");\n'],
    [
      'faraday',
      'app.rb',
      'require "faraday"\nclass Stock\n  def conn\n    @conn ||= Faraday.new(url: ENV["STOCK_URL"]) do |f|\n      f.request :json\n    end\n  end\n  def one(id)\n    conn.get("/ite¦ms/#{id}")\n  end\nend\n',
    ],
    ['faraday plain', 'app.rb', 'require "faraday"\nconn = Faraday.new(url: ENV["STOCK_URL"])\nconn.get("/ite¦ms/1")\n'],
    [
      'httparty',
      'app.rb',
      'require "httparty"\nclass Stock\n  include HTTParty\n  base_uri ENV["STOCK_URL"]\n  def one(id)\n    self.class.get("/ite¦ms/#{id}")\n  end\nend\n',
    ],
    ['rest-client', 'app.rb', 'require "rest-client"\nRestClient.get "#{ENV["STOCK_URL"]}/ite¦ms/1"\n'],
    ['net http', 'app.rb', 'require "net/http"\nuri = URI("#{ENV["STOCK_URL"]}/ite¦ms/1")\nNet::HTTP.get(uri)\n'],
  ] as const
).map(([rule, file, text]) => ({
  rule,
  files: {
    'compose.yaml':
      'services:\n  shop:\n    build: shop\n    environment:\n      STOCK_URL: http://stock:8000\n  stock: { build: stock }\n',
    [`shop/${file}`]: text,
    'stock/main.py': 'from flask import Flask\napp = Flask(__name__)\n@app.route("/items/<int:item>")\ndef one(item): ...\n',
  },
  what: 'definitions',
  leads: ['stock/main.py: @app.route("/items/<int:item>")'],
}));

test.each(CLIENTS)('a request of a client leads to the route of another service: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});

const TABLES: readonly Jump[] = (
  [
    [
      'rails',
      'app/models/item.rb',
      'class Item < ApplicationRecord\n  has_many :parts\nend\n',
      'class Item < ApplicationRecord',
      'db/schema.rb',
      'ActiveRecord::Schema.define do\n  create_table "ite¦ms", force: :cascade do |t|\n  end\nend\n',
    ],
    [
      'laravel',
      'app/Models/Item.php',
      '<?php\nnamespace App\\Models;\nuse Illuminate\\Database\\Eloquent\\Model;\nclass Item extends Model {\n}\n',
      'class Item extends Model {',
      'database/migrations/1_items.php',
      "<?php\nuse Illuminate\\Support\\Facades\\Schema;\nSchema::create('ite¦ms', function ($table) { $table->id(); });\n",
    ],
    [
      'doctrine',
      'src/Entity/Item.php',
      '<?php\nnamespace App\\Entity;\n#[ORM\\Entity]\n#[ORM\\Table(name: "items")]\nclass Item {}\n',
      '#[ORM\\Table(name: "items")]',
      'migrations/V1.php',
      "<?php\nclass V1 { public function up() { $this->addSql('CREATE TABLE ite¦ms (id INT NOT NULL)'); } }\n",
    ],
    [
      'alembic',
      'models.py',
      'from sqlalchemy.orm import DeclarativeBase\nclass Item(Base):\n    __tablename__ = "items"\n',
      '__tablename__ = "items"',
      'alembic/versions/1.py',
      'from alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n    op.create_table("ite¦ms", sa.Column("id", sa.Integer()))\n',
    ],
    [
      'django',
      'items/models.py',
      'from django.db import models\nclass Item(models.Model):\n    name = models.TextField()\n',
      'class Item(models.Model):',
      'sql/init.sql',
      'INSERT INTO items_it¦em (name) VALUES (1);\n',
    ],
  ] as const
).map(([rule, file, text, leads, other, marked]) => ({
  rule,
  files: { 'compose.yaml': 'services:\n  shop: { build: shop }\n', [`shop/${file}`]: text, [`shop/${other}`]: marked },
  what: 'definitions',
  leads: [`shop/${file}: ${leads}`],
}));

test.each(TABLES)('what makes a table leads to the class that is kept in it: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
