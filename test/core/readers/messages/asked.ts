import { schemaOf } from '../../../../src/core/readers/messages/protobuf-schema.ts';
import { fieldUses } from '../../../../src/core/readers/messages/field-uses.ts';
import type { ContractSchema } from '../../../../src/core/readers/messages/schema.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';

/** Ads, and what else has a text: the contract that most tests ask about. */
export const ADS = `
syntax = "proto3";
package shop.v1;
option go_package = "example.org/shop/genproto";
option java_package = "org.shop.v1";
option csharp_namespace = "Shop.V1";
option php_namespace = "Shop\\\\V1";
option ruby_package = "Shop::V1";
enum Kind { KIND_UNSPECIFIED = 0; KIND_BIG = 1; }
message Ad {
  string text = 1;
  string redirect_url = 2;
  Kind kind = 3;
  oneof look { string image = 4; string color = 5; }
}
message AdRequest { string id = 1; Ad ad = 2; repeated Ad ads = 3; }
message AdResponse { repeated Ad ads = 1; Ad ad = 2; string text = 3; map<string, Ad> by_name = 4; }
message Note { string text = 1; }
service Ads { rpc GetAds(AdRequest) returns (AdResponse); }
`;

export const ads = schemaOf([{ path: 'protos/ads.proto' as FilePath, text: ADS }]);

export interface Asked {
  readonly schema?: ContractSchema;
  readonly message?: string;
  readonly field?: string;
}

/** The lines that use a field, the word marked: `reads certain: use(ad.‹text›)`. Of several files, each line has the file's name before it. */
export function uses(
  files: Readonly<Record<string, string>>,
  { schema = ads, message = 'shop.v1.Ad', field = 'text' }: Asked = {},
): string[] {
  const paths = Object.keys(files) as FilePath[];
  const texts = { paths, read: (path: FilePath) => files[path] };
  const found = fieldUses({ schema, message, ...(field !== '' && { field }) }, paths, texts);
  return found.uses.map(({ at: { file, span }, how, confidence }) => {
    const text = files[file]!;
    const start = text.lastIndexOf('\n', span[0] - 1) + 1;
    const end = text.indexOf('\n', span[1]);
    const line = `${text.slice(start, span[0])}‹${text.slice(...span)}›${text.slice(span[1], end < 0 ? text.length : end)}`.trim();
    return `${how} ${confidence}: ${paths.length > 1 ? `${file}: ` : ''}${line}`;
  });
}
