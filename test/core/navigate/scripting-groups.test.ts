import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const TWO = {
  'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n',
  'shop/package.json': '{ "name": "shop" }',
};

/** What the shop asks of the stock. */
const asks = (path: string, method = 'GET'): Texts => ({
  'shop/app.js': `export const get = () => fetch('http://stock:8000${path.slice(0, 3)}¦${path.slice(3)}', { method: '${method}' });\n`,
});

const route = (rule: string, path: string, { files, leads, method }: { files: Texts; leads: string; method?: string }): Jump => ({
  rule,
  files: { ...TWO, ...asks(path, method), ...files },
  leads: [leads],
});

const JUMPS: readonly Jump[] = [
  route('laravel prefix group', '/api/v1/items/7', {
    files: {
      'stock/composer.json': '{"require":{"laravel/framework":"^11"}}',
      'stock/routes/api.php':
        "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::prefix('v1')->middleware('auth')->group(function () {\n    Route::get('/items/{id}', [ItemController::class, 'show']);\n});\n",
    },
    leads: "stock/routes/api.php: Route::get('/items/{id}', [ItemController::class, 'show']);",
  }),
  route('laravel apiResource', '/api/items/7', {
    files: {
      'stock/composer.json': '{"require":{"laravel/framework":"^11"}}',
      'stock/routes/api.php': "<?php\nuse Illuminate\\Support\\Facades\\Route;\nRoute::apiResource('items', ItemController::class);\n",
    },
    leads: "stock/routes/api.php: Route::apiResource('items', ItemController::class);",
  }),
  route('lumen group', '/api/items/7', {
    files: {
      'stock/composer.json': '{"require":{"laravel/lumen-framework":"^8"}}',
      'stock/routes/web.php':
        "<?php\n$router->group(['prefix' => 'api'], function () use ($router) {\n    $router->get('items/{id}', 'ItemController@show');\n});\n",
    },
    leads: "stock/routes/web.php: $router->get('items/{id}', 'ItemController@show');",
  }),
  route('slim group', '/api/items/7', {
    files: {
      'stock/index.php':
        "<?php\nuse Slim\\Factory\\AppFactory;\n$app = AppFactory::create();\n$app->group('/api', function (RouteCollectorProxy $group) {\n    $group->get('/items/{id}', ItemAction::class);\n});\n$app->run();\n",
    },
    leads: "stock/index.php: $group->get('/items/{id}', ItemAction::class);",
  }),
  route('symfony attribute', '/api/items/7', {
    files: {
      'stock/src/Controller/ItemController.php':
        "<?php\nnamespace App\\Controller;\nuse Symfony\\Component\\Routing\\Attribute\\Route;\n#[Route('/api/items', name: 'items_')]\nclass ItemController {\n    #[Route('/{id}', methods: ['GET'])]\n    public function show(int $id): Response {}\n}\n",
    },
    leads: "stock/src/Controller/ItemController.php: #[Route('/{id}', methods: ['GET'])]",
  }),
  route('symfony docblock', '/api/items/7', {
    files: {
      'stock/src/Controller/ItemController.php':
        '<?php\nnamespace App\\Controller;\nuse Symfony\\Component\\Routing\\Annotation\\Route;\n/**\n * @Route("/api/items")\n */\nclass ItemController {\n    /**\n     * @Route("/{id}", methods={"GET"})\n     */\n    public function show(int $id): Response {}\n}\n',
    },
    leads: 'stock/src/Controller/ItemController.php: * @Route("/{id}", methods={"GET"})',
  }),
  route('rails resources', '/items/7', {
    files: {
      'stock/Gemfile': 'gem "rails"\n',
      'stock/config/routes.rb': 'Rails.application.routes.draw do\n  resources :items, only: [:index, :show]\nend\n',
    },
    leads: 'stock/config/routes.rb: resources :items, only: [:index, :show]',
  }),
  route('rails namespace', '/api/v1/items/7/parts', {
    files: {
      'stock/Gemfile': 'gem "rails"\n',
      'stock/config/routes.rb':
        'Rails.application.routes.draw do\n  namespace :api do\n    namespace :v1 do\n      resources :items do\n        resources :parts\n      end\n    end\n  end\nend\n',
    },
    leads: 'stock/config/routes.rb: resources :parts',
  }),
  route('rails scope member', '/api/items/7/reserve', {
    files: {
      'stock/Gemfile': 'gem "rails"\n',
      'stock/config/routes.rb':
        'Rails.application.routes.draw do\n  scope "/api" do\n    resources :items do\n      member do\n        post :reserve\n      end\n      collection do\n        get :recent\n      end\n    end\n  end\nend\n',
    },
    leads: 'stock/config/routes.rb: post :reserve',
    method: 'POST',
  }),
  route('grape', '/api/v1/items/7', {
    files: {
      'stock/api.rb':
        'require "grape"\nclass API < Grape::API\n  version "v1", using: :path\n  prefix :api\n  resource :items do\n    get ":id" do\n      {}\n    end\n  end\nend\n',
    },
    leads: 'stock/api.rb: get ":id" do',
  }),
  route('sinatra namespace', '/api/items/7', {
    files: {
      'stock/app.rb': 'require "sinatra"\nrequire "sinatra/namespace"\nnamespace "/api" do\n  get "/items/:id" do\n    "one"\n  end\nend\n',
    },
    leads: 'stock/app.rb: get "/items/:id" do',
  }),
];

test.each(JUMPS)('a request leads to where its route is declared: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
