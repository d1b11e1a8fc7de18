import type { Reader } from '../../reader.ts';
import { isText, lastName, textIn, uses } from '../call-parts.ts';
import { cratePath } from './rust-names.ts';

const FRAMEWORKS = ['axum', 'actix_web', 'rocket', 'warp', 'tonic', 'poem', 'tide', 'salvo', 'hyper', 'lapin', 'rdkafka'];

export const program: Reader = {
  name: 'rust-program',
  languages: ['Rust'],
  *statement(statement, context) {
    if (statement.kind !== 'function' || context.around.length > 0) return;
    const launches = statement.annotations.some(annotation => /(^|\.)(launch|shuttle_runtime\.main|lambda_runtime)$/.test(annotation.name));
    if (statement.name !== 'main' && !launches) return;
    const framework = FRAMEWORKS.find(crate => context.uses(crate)) ?? 'Rust';
    yield {
      kind: 'application',
      at: [statement.span[0], Math.min(statement.span[1], statement.span[0] + 'async fn main()'.length)],
      framework,
      language: 'Rust',
    };
  },
};

/** clap fills a field from the environment: `#[arg(long, env = "ORDERS_URL", default_value = "…")]`. */
export const environmentFields: Reader = {
  name: 'rust-environment-fields',
  languages: ['Rust'],
  *statement(statement, context) {
    if (statement.kind !== 'assign') return;
    for (const annotation of statement.annotations) {
      if (!/^(arg|clap|structopt|argh|envconfig|env)$/.test(annotation.name)) continue;
      const written = annotation.named.find(
        entry => entry.key === 'env' || (annotation.name === 'envconfig' && entry.key === 'from'),
      )?.value;
      const bare = annotation.arguments.some(argument => argument.kind === 'name' && argument.path[0] === 'env');
      const name = isText(written) ? written.text : bare ? (statement.target.at(-1) ?? '').toUpperCase() : undefined;
      if (!name) continue;
      const given = annotation.named.find(entry => /^default(_value(_t)?)?$/.test(entry.key))?.value;
      const fallback = given ? { fallback: textIn(given, context) } : {};
      const owner = context.around.at(-1)?.name;
      yield { kind: 'reads-env', at: annotation.span, name, certain: true, ...fallback };
      yield {
        kind: 'binds',
        at: annotation.span,
        name: [...(owner ? [owner] : []), ...statement.target].join('.'),
        value: { kind: 'env', name, ...fallback },
      };
    }
  },
};

/** Exporters of traces and mail. */
export const telemetryAndMail: Reader = {
  name: 'rust-telemetry-and-mail',
  languages: ['Rust'],
  *call(call, context) {
    const [first] = call.arguments;
    const last = lastName(call);
    if (
      first &&
      /^(with_endpoint|with_agent_endpoint|with_collector_endpoint)$/.test(last) &&
      ['opentelemetry_otlp', 'opentelemetry_jaeger', 'opentelemetry_zipkin', 'opentelemetry'].some(
        crate => context.uses(crate) || call.path[0] === crate,
      )
    ) {
      yield uses({ at: call.span, protocol: 'telemetry', via: last, target: textIn(first, context) });
    } else if (/^opentelemetry_otlp\.(new_exporter|new_pipeline)$|(Span|Metric|Log)Exporter\.builder$/.test(cratePath(call, context))) {
      yield uses({ at: call.span, protocol: 'telemetry', via: 'opentelemetry_otlp' });
    }
    if (first && /(Async)?SmtpTransport\.(relay|starttls_relay|builder_dangerous|from_url)$/.test(call.path.join('.'))) {
      yield uses({ at: call.span, protocol: 'smtp', via: 'lettre', target: textIn(first, context) });
    }
  },
};
