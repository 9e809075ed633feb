import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { clientScopes, parseCourtCode, defaultRequestsPerMinute } from '@dianda/inquiry';
import { parseClientKey, TrustError } from '@dianda/trust';
import { Checked, CheckedIfPresent } from '../validation/checked.js';
import {
  here,
  listOf,
  oneOf,
  parsedBy,
  text,
  trueOrFalse,
  wholeNumber,
  type Check,
} from '../validation/checks.js';
import { fault } from '../validation/violation.js';

const MOST_REQUESTS_PER_MINUTE = 100_000;

const scopeItself = (item: unknown): string | undefined => (typeof item === 'string' ? item : undefined);

/** A JWK that `parseClientKey` takes. */
const publicJwk: Check = (value) => {
  try {
    parseClientKey(value);
    return [];
  } catch (error) {
    if (error instanceof TrustError) return [here(fault('CLIENT_KEY_INVALID'))];
    throw error;
  }
};

export class AddClientDto {
  @ApiProperty({ description: '名称，不可重复 Name, unique.', maxLength: 64, example: 'court-system.su0812' })
  @Checked(text(64))
  name!: string;

  @ApiProperty({ description: '法院代字 The court’s letters.', example: '苏0812' })
  @Checked(parsedBy(parseCourtCode, 16, '苏0812'))
  court!: string;

  @ApiProperty({
    enum: clientScopes,
    enumName: 'ClientScope',
    isArray: true,
    uniqueItems: true,
    minItems: 1,
    maxItems: clientScopes.length,
    example: ['cases:write', 'inquiries:order'],
  })
  @Checked(listOf(oneOf(clientScopes), { min: 1, max: clientScopes.length, distinctBy: scopeItself }))
  scopes!: string[];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MOST_REQUESTS_PER_MINUTE,
    default: defaultRequestsPerMinute,
  })
  @CheckedIfPresent(wholeNumber(1, MOST_REQUESTS_PER_MINUTE))
  requestsPerMinute?: number;
}

export class ChangeClientDto {
  @ApiProperty({ description: '停用后其令牌立即失效 True ends its tokens at once.', example: true })
  @Checked(trueOrFalse)
  disabled!: boolean;
}

export class AddClientKeyDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '公钥 JWK：EC P-256、Ed25519 或 RSA 2048-4096 A public key as a JWK; never a private one.',
    example: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: '2026-11' },
  })
  @Checked(publicJwk)
  jwk!: Record<string, unknown>;
}
