import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

/** Keys and variables that fill what programs of Go and Rust keep their settings in. */
interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const CASES: readonly Jump[] = [
  {
    rule: 'a key of a settings file leads to the field that it fills',
    files: {
      'go.mod': 'module orders\n',
      'etc/orders.yaml': 'Name: orders\nDB:\n  Data¦Source: root@tcp(mysql:3306)/orders\n',
      'main.go': 'package main\n\nimport "net/http"\n\nfunc main() {\n\topen(c.DB.DataSource)\n\thttp.ListenAndServe(":80", nil)\n}\n',
    },
    leads: ['main.go: open(c.DB.DataSource)'],
  },
  {
    rule: 'a variable that go-arg reads is named in its tag',
    files: {
      'compose.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      ORDERS_MO¦DE: fast\n',
      'orders/go.mod': 'module orders\n',
      'orders/main.go':
        'package main\n\nimport "net/http"\n\ntype config struct {\n\tMode string `arg:"--mode,env:ORDERS_MODE"`\n}\n\nfunc main() { http.ListenAndServe(":80", nil) }\n',
    },
    leads: ['orders/main.go: Mode string `arg:"--mode,env:ORDERS_MODE"`'],
  },
  {
    rule: 'a variable that viper binds by the tag of a field leads to the field',
    files: {
      'compose.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      DB_SOU¦RCE: postgres://db/orders\n',
      'orders/go.mod': 'module orders\n',
      'orders/main.go':
        'package main\n\nimport "net/http"\n\ntype Config struct {\n\tDBSource string `mapstructure:"DB_SOURCE"`\n}\n\nfunc main() { http.ListenAndServe(":80", nil) }\n',
    },
    leads: ['orders/main.go: DBSource string `mapstructure:"DB_SOURCE"`'],
  },
  {
    rule: 'a variable whose prefix the program gives leads to the field and to the prefix',
    files: {
      'compose.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      ORDERS_DB_HO¦ST: db\n',
      'orders/go.mod': 'module orders\n',
      'orders/main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"github.com/caarlos0/env/v11"\n)\n\nconst prefix = "ORDERS_DB_"\n\ntype Config struct {\n\tHost string `env:"HOST"`\n}\n\nfunc main() {\n\tc := Config{}\n\tenv.ParseWithOptions(&c, env.Options{Prefix: prefix})\n\thttp.ListenAndServe(":80", nil)\n}\n',
    },
    leads: ['orders/main.go: Host string `env:"HOST"`', 'orders/main.go: env.ParseWithOptions(&c, env.Options{Prefix: prefix})'],
  },
  {
    rule: 'figment fills the fields of a struct from variables with its prefix',
    files: {
      'compose.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      ORDERS_QUEUE_D¦SN: redis://queue\n',
      'orders/Cargo.toml': '[package]\nname = "orders"\n',
      'orders/src/main.rs':
        'use axum::Router;\nuse figment::providers::Env;\nstruct Configuration {\n    queue_dsn: String,\n}\nfn main() {\n    Figment::new().merge(Env::prefixed("ORDERS_"));\n    axum::serve(listener, Router::new());\n}\n',
    },
    leads: ['orders/src/main.rs: queue_dsn: String,', 'orders/src/main.rs: Figment::new().merge(Env::prefixed("ORDERS_"));'],
  },
  {
    rule: 'a key leads to where it is read, and not to where its value is used',
    files: {
      'compose.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      STOCK_ADD¦RESS: stock:50051\n',
      'orders/go.mod': 'module orders\n',
      'orders/main.go':
        'package main\n\nimport "google.golang.org/grpc"\n\nfunc main() {\n\taddress := getEnvVar("STOCK_ADDRESS", "localhost:1")\n\tgrpc.NewClient(address)\n}\n',
    },
    leads: ['orders/main.go: address := getEnvVar("STOCK_ADDRESS", "localhost:1")'],
  },
  {
    rule: 'settings that lie in no program are for those of the module that read them',
    files: {
      'go.mod': 'module shop\n',
      'config/queue.yml': 'address: [localhost:9092]\nto¦Orders: orders\n',
      'cmd/push/main.go':
        'package main\n\nimport "net/http"\n\nfunc main() {\n\tconsume(config.Queue.ToOrders, conf.ToOrders)\n\thttp.ListenAndServe(":80", nil)\n}\n',
      'cmd/api/main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":81", nil) }\n',
    },
    leads: ['cmd/push/main.go: consume(config.Queue.ToOrders, conf.ToOrders)'],
  },
  {
    rule: 'a variable that is read by a constant of its own name is found',
    files: {
      'compose.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      - HTTP_P¦ORT=:80\n',
      'orders/go.mod': 'module orders\n',
      'orders/main.go':
        'package main\n\nimport (\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tport := os.Getenv(keys.HTTP_PORT)\n\thttp.ListenAndServe(port, nil)\n}\n',
    },
    leads: ['orders/main.go: port := os.Getenv(keys.HTTP_PORT)'],
  },
];

test.each(CASES)('$rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
