import { Body, Controller, Get, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  DiandaError,
  noticeMediaTypes,
  NoticeStore,
  parseNoticeId,
  StoreNotice,
  type Actor,
  type NoticeId,
  type StoredNoticeResult,
} from '@dianda/inquiry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Roles, Scope } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { caseNumberInPath } from '../cases/case.mapper.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { bytesOf } from '../edge/streamed-body.js';
import { Http } from '../edge/route-config.js';
import { readCaseNumber } from '../subjects/subject-checks.js';
import { accepted } from '../validation/accepted.js';
import { noticeTypeOf } from './notice-type.js';
import { noticeAddress, noticeBody, type NoticeBody } from './notice.body.js';
import { DEFAULT_NOTICE_NAME, DrawUpNoticeDto, UploadNoticeDto } from './notice.dto.js';
import { noticeToDrawUpOf } from './notice.mapper.js';

const idInPath = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;
const location = {
  Location: { description: 'The notice.', schema: { type: 'string', format: 'uri-reference' } },
} as const;

/** What every way to store a notice can be refused with: the right to ask, and a number that is taken. */
const ofStoring = [
  'NOT_IN_CASE_TEAM',
  'CASE_NOT_FOUND',
  'CASE_CLOSED',
  'CASE_TYPE_MAY_NOT_QUERY',
  'CASE_MOVED',
  'OFFICER_CREDENTIAL_EXPIRED',
  'NOTICE_NUMBER_TAKEN',
] as const;

@ApiTags('notices')
@Controller()
export class NoticesController {
  constructor(
    private readonly storeNotice: StoreNotice,
    private readonly notices: NoticeStore,
  ) {}

  @Post('notices')
  @Roles('officer', 'court-system')
  @Scope('notices:write')
  @Http({ bodyLimitBytes: 'notices', consumes: noticeMediaTypes })
  @ApiOperation({
    summary: '上传协助查询通知书 Store a notice',
    description:
      'The body is the document itself, PDF or OFD, which its content decides. The same document under the same ' +
      'number again is the notice that is there (200); another document under that number is refused.',
    operationId: 'storeNotice',
  })
  @ApiConsumes(...noticeMediaTypes)
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ ...bodyOf('StoredNotice'), headers: location })
  @ApiOkResponse({ ...bodyOf('StoredNotice'), description: 'It was there.' })
  @ApiProblems(...ofToken, ...ofBody, ...ofStoring)
  async upload(
    @Query() query: UploadNoticeDto,
    @Req() request: FastifyRequest,
    @By() by: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoticeBody> {
    const content = await bytesOf(request);
    const upload = {
      caseNumber: accepted(readCaseNumber(query.caseNumber)),
      number: query.number,
      name: query.name ?? DEFAULT_NOTICE_NAME,
      mediaType: await noticeTypeOf(content),
      content,
    };
    return stored(await this.storeNotice.upload(upload, by), reply);
  }

  @Post('cases/:caseNumber/notices')
  @Roles('officer', 'court-system')
  @Scope('notices:write')
  @Http({ bodyLimitBytes: 128 * 1024 })
  @ApiOperation({
    summary: '生成协助查询通知书 Draw up a notice',
    description:
      'Makes the document out of the case, the roster and the directory as a PDF and stores it. It bears no seal: ' +
      'where the court’s seal is needed, fetch it, seal it and store the sealed document under the same number.',
    operationId: 'drawUpNotice',
  })
  @ApiParam({
    name: 'caseNumber',
    description: '执行案号，百分号编码 Case number, percent-encoded.',
    schema: { type: 'string', maxLength: 100 },
    example: '（2026）苏0812执990001号',
  })
  @ApiCreatedResponse({ ...bodyOf('StoredNotice'), headers: location })
  @ApiOkResponse({ ...bodyOf('StoredNotice'), description: 'It was there.' })
  @ApiProblems(...ofToken, ...ofBody, ...ofStoring, 'SUBJECT_NOT_LIABLE', 'DOCUMENTS_BUSY')
  async drawUp(
    @Param('caseNumber') rawCaseNumber: string,
    @Body() body: DrawUpNoticeDto,
    @By() by: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoticeBody> {
    const wanted = noticeToDrawUpOf(caseNumberInPath(rawCaseNumber), body);
    return stored(await this.storeNotice.drawUp(wanted, by), reply);
  }

  @Get('notices/:id')
  @Roles('officer', 'court-system')
  @Scope('inquiries:read')
  @ApiOperation({ summary: '文书信息 A notice without its bytes', operationId: 'readNotice' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('StoredNotice'))
  @ApiProblems(...ofToken, 'NOTICE_NOT_FOUND')
  async read(@Param('id') id: string, @By() by: Actor): Promise<NoticeBody> {
    const notice = await this.notices.find(noticeIdIn(id), by);
    if (notice === undefined) throw DiandaError.notFound('NOTICE_NOT_FOUND');
    return noticeBody(notice);
  }

  @Get('notices/:id/content')
  @Roles('officer', 'court-system')
  @Scope('inquiries:read')
  @Http({ produces: noticeMediaTypes })
  @ApiOperation({
    summary: '文书内容 The document, byte for byte',
    description: 'Each look is recorded. `Content-Digest` (RFC 9530) is that of the stored bytes.',
    operationId: 'readNoticeContent',
  })
  @ApiParam(idInPath)
  @ApiOkResponse({
    description: 'The document.',
    content: Object.fromEntries(
      noticeMediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
    ),
  })
  @ApiProblems(...ofToken, 'NOTICE_NOT_FOUND')
  async content(
    @Param('id') id: string,
    @By() by: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const found = await this.notices.read(noticeIdIn(id), by);
    if (found === undefined) throw DiandaError.notFound('NOTICE_NOT_FOUND');
    const { notice, content } = found;
    const extension = notice.mediaType === 'application/pdf' ? 'pdf' : 'ofd';
    const digest = Buffer.from(notice.sha256, 'hex').toString('base64');
    void reply.header('content-digest', `sha-256=:${digest}:`);
    return new StreamableFile(content, {
      type: notice.mediaType,
      disposition: `attachment; filename="${notice.id}.${extension}"`,
      length: content.byteLength,
    });
  }
}

function stored({ notice, created }: StoredNoticeResult, reply: FastifyReply): NoticeBody {
  void reply.code(created ? 201 : 200).header('location', noticeAddress(notice.id));
  return noticeBody(notice);
}

/** A text that is no id names no notice. */
function noticeIdIn(text: string): NoticeId {
  const id = parseNoticeId(text);
  if (id === undefined) throw DiandaError.notFound('NOTICE_NOT_FOUND');
  return id;
}
