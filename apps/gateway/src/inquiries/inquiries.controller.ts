import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  DiandaError,
  InquiryStore,
  OrderInquiry,
  ReadReport,
  type Actor,
  type Report,
} from '@dianda/inquiry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { By } from '../access/request-actor.js';
import { Roles, Scope } from '../access/declared-access.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { exportTypes, ReportExports } from '../documents/report-exports.js';
import { preferred } from '../edge/accept.js';
import { Http } from '../edge/route-config.js';
import { preferredLanguage } from '../problem/language.js';
import { inquiryIdOf } from './inquiry-id.js';
import { LookRecord } from './look-record.js';
import { IdempotencyKey } from './idempotency-key.js';
import type { AcceptedBody, InquiryBody, InquiryListBody } from './inquiry.body.js';
import { ListInquiriesDto, OrderInquiryDto, ReadReportDto } from './inquiry.dto.js';
import { acceptedBody, inquiryBody, linksOf, listBody, listQueryOf, orderOf } from './inquiry.mapper.js';

const reportTypes = ['application/json', ...exportTypes] as const;
const idInPath = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;

@ApiTags('inquiries')
@Controller('inquiries')
export class InquiriesController {
  constructor(
    private readonly orderInquiry: OrderInquiry,
    private readonly readReport: ReadReport,
    private readonly inquiries: InquiryStore,
    private readonly looks: LookRecord,
    private readonly reportExports: ReportExports,
  ) {}

  @Post()
  @HttpCode(202)
  @Roles('officer', 'court-system')
  @Scope('inquiries:order')
  @Http({ bodyLimitBytes: 128 * 1024 })
  @ApiOperation({
    summary: '提交查询申请 Order an inquiry',
    description:
      'Answered after the order is stored. The same key with the same body gives the same inquiry again.',
    operationId: 'orderInquiry',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
    example: '0b9e5a9e-3a51-4a0c-8a44-6f9d3f6f2b11',
  })
  @ApiAcceptedResponse({
    ...bodyOf('AcceptedInquiry'),
    headers: {
      Location: { description: 'The inquiry.', schema: { type: 'string', format: 'uri-reference' } },
    },
  })
  @ApiProblems(
    ...ofToken,
    ...ofBody,
    'NOTHING_TO_ASK',
    'NOT_IN_CASE_TEAM',
    'CASE_NOT_FOUND',
    'IDEMPOTENCY_KEY_REUSED',
    'CASE_CLOSED',
    'CASE_TYPE_MAY_NOT_QUERY',
    'SUBJECT_NOT_LIABLE',
    'OFFICER_CREDENTIAL_EXPIRED',
  )
  async order(
    @IdempotencyKey() idempotencyKey: string,
    @Body() body: OrderInquiryDto,
    @By() by: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedBody> {
    const accepted = await this.orderInquiry.run(orderOf(body), by, idempotencyKey);
    void reply.header('location', linksOf(accepted.inquiryId).self);
    return acceptedBody(accepted);
  }

  @Get()
  @Roles('officer', 'court-system')
  @Scope('inquiries:read')
  @ApiOperation({ summary: '我的查询申请 Inquiries one may see, newest first', operationId: 'listInquiries' })
  @ApiOkResponse(bodyOf('InquiryList'))
  @ApiProblems(...ofToken, 'REQUEST_INVALID')
  async list(@Query() query: ListInquiriesDto, @By() by: Actor): Promise<InquiryListBody> {
    return listBody(await this.inquiries.list(listQueryOf(query), by));
  }

  @Get(':id')
  @Roles('officer', 'court-system')
  @Scope('inquiries:read')
  @ApiOperation({ summary: '办理进度 An inquiry and its legs', operationId: 'readInquiry' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('Inquiry'))
  @ApiProblems(...ofToken, 'INQUIRY_NOT_FOUND')
  async read(@Param('id') id: string, @By() by: Actor): Promise<InquiryBody> {
    const view = await this.inquiries.view(inquiryIdOf(id), by);
    if (view === undefined) throw DiandaError.notFound('INQUIRY_NOT_FOUND');
    await this.looks.record(view.inquiry, by);
    return inquiryBody(view);
  }

  @Get(':id/report')
  @Roles('officer', 'court-system')
  @Scope('reports:read')
  @Http({ produces: reportTypes })
  @ApiOperation({
    summary: '查询结果汇总 The report',
    description:
      'Always readable: provisional while legs are open, then sealed in versions; 200 also when legs failed. By Accept ' +
      'as JSON, PDF or XLSX; the documents speak zh-CN or en by Accept-Language.',
    operationId: 'readReport',
  })
  @ApiParam(idInPath)
  @ApiOkResponse({
    description: 'Report',
    content: {
      ...bodyOf('Report').content,
      ...Object.fromEntries(
        exportTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
      ),
    },
  })
  @ApiProblems(
    ...ofToken,
    'REQUEST_INVALID',
    'INQUIRY_NOT_FOUND',
    'REPORT_VERSION_NOT_FOUND',
    'REPORT_TOO_LONG_FOR_PDF',
    'DOCUMENTS_BUSY',
  )
  async report(
    @Param('id') rawId: string,
    @Query() query: ReadReportDto,
    @By() by: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Report | StreamableFile> {
    const id = inquiryIdOf(rawId);
    const version = query.version === undefined ? undefined : Number(query.version);
    const type = preferred(request.headers.accept, reportTypes);
    void reply.header('vary', 'accept, accept-language');
    if (type === undefined || type === 'application/json') return this.readReport.run(id, by, version);
    const language = preferredLanguage(request.headers['accept-language']);
    const { bytes, fileName } = await this.reportExports.write({ id, version, type, language }, by);
    void reply.header('content-language', language);
    return new StreamableFile(bytes, { type, disposition: `attachment; filename="${fileName}"` });
  }
}
