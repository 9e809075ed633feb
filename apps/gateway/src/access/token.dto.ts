import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { clientScopes } from '@dianda/inquiry';
import { ASSERTION_TYPE } from '@dianda/trust';
import { Checked, CheckedIfPresent } from '../validation/checked.js';
import { oneOf, text } from '../validation/checks.js';

const GRANT_TYPE = 'client_credentials';
const LONGEST_ASSERTION = 8 * 1024;

/** The parameters have the names of RFC 6749 and RFC 7523, so that any OAuth library can ask. */
export class TokenDto {
  @ApiProperty({ enum: [GRANT_TYPE], example: GRANT_TYPE })
  @Checked(oneOf([GRANT_TYPE]))
  grant_type!: string;

  @ApiProperty({ enum: [ASSERTION_TYPE], example: ASSERTION_TYPE })
  @Checked(oneOf([ASSERTION_TYPE]))
  client_assertion_type!: string;

  @ApiProperty({
    description:
      '以客户端私钥签名的断言 A JWT signed with a key of the client: header `alg` ES256, EdDSA or PS256 and `kid`; ' +
      '`iss` and `sub` the client’s id, `aud` this gateway’s audience, `jti` used once, `exp` at most 300 s after `iat`.',
    maxLength: LONGEST_ASSERTION,
    example: 'eyJhbGciOiJFZERTQSJ9.e30.c2ln',
  })
  @Checked(text(LONGEST_ASSERTION))
  client_assertion!: string;

  @ApiPropertyOptional({
    description: '客户端标识，断言中已有 The client’s id; the assertion says it already.',
    maxLength: 64,
  })
  @CheckedIfPresent(text(64))
  client_id?: string;

  @ApiPropertyOptional({
    description: `缺省为全部已授权范围 Left out: all that the client has. Of: ${clientScopes.join(', ')}.`,
    maxLength: 500,
    example: 'cases:write inquiries:order',
  })
  @CheckedIfPresent(text(500))
  scope?: string;
}
