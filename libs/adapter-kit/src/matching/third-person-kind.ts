import type { IdDocumentType } from '@dianda/identifiers';
import type { ThirdPersonKind } from '@dianda/inquiry';

/** What registers tell apart by codes of their own: 个人 and 单位. */
export type RegisteredType = Extract<ThirdPersonKind, 'PERSON' | 'ORGANISATION'>;

const ORGANISATION_TYPES: ReadonlySet<string> = new Set<IdDocumentType>([
  'USCC',
  'ORG_CODE',
  'BUSINESS_LICENCE',
]);

/** Names of organisations that are financial institutions, which are not masked like a neighbour. */
const FINANCIAL_NAME = /银行|信用(?:合作)?(?:联)?社|信托|保险|资产管理|(?:汽车|消费)金融|金融租赁/u;
/** Names that say by themselves that they are no person's. A person may be called 陶银行, and nobody 陶银行分行. */
const ORGANISATION_NAME = /(?:公司|支行|分行|信用社|合作社|联社)$|^..+银行$/u;

/**
 * What somebody else is: by the document, where it says something, else by the register's own type, else by a name that
 * only an organisation has. Who is neither stays UNKNOWN and is masked as a person.
 */
export function thirdPersonKind(
  documentType: IdDocumentType | 'UNKNOWN' | undefined,
  registered: RegisteredType | 'UNKNOWN' | undefined,
  name: string,
): ThirdPersonKind {
  const told = registered === 'UNKNOWN' ? undefined : registered;
  const type = typeOfDocument(documentType) ?? told ?? typeOfName(name);
  if (type === undefined) return 'UNKNOWN';
  return type === 'ORGANISATION' && FINANCIAL_NAME.test(name) ? 'FINANCIAL_INSTITUTION' : type;
}

function typeOfDocument(documentType: string | undefined): RegisteredType | undefined {
  if (documentType === undefined || documentType === 'UNKNOWN' || documentType === 'OTHER') return undefined;
  return ORGANISATION_TYPES.has(documentType) ? 'ORGANISATION' : 'PERSON';
}

function typeOfName(name: string): RegisteredType | undefined {
  return ORGANISATION_NAME.test(name) ? 'ORGANISATION' : undefined;
}
