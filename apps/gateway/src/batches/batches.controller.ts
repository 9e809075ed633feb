import { Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  batchRowStates,
  BatchStore,
  DiandaError,
  parseBatchId,
  type Actor,
  type BatchId,
  type BatchView,
} from '@dianda/inquiry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Roles, Scope } from '../access/declared-access.js';
import { By } from '../access/request-actor.js';
import { ApiProblems, ofBody, ofToken } from '../docs/api-problems.js';
import { bodyOf } from '../docs/schema-reference.js';
import { charsetOf, mediaTypeOf } from '../edge/bodies.js';
import { Http } from '../edge/route-config.js';
import { bytesOf } from '../edge/streamed-body.js';
import { IdempotencyKey } from '../inquiries/idempotency-key.js';
import { preferredLanguage } from '../problem/language.js';
import { chosen } from '../validation/accepted.js';
import {
  batchBody,
  batchRowBody,
  type BatchBody,
  type BatchCheckBody,
  type BatchRowListBody,
} from './batch.body.js';
import { batchColumns } from './batch-columns.js';
import { batchMediaTypes } from './batch-file.js';
import { DEFAULT_ROW_PAGE, ListBatchRowsDto, OrderBatchQueryDto } from './batch.dto.js';
import { OrderBatch } from './order-batch.js';

const idInPath = { name: 'id', schema: { type: 'string', format: 'uuid' } } as const;
const LARGEST_FILE_BYTES = 16 * 1024 * 1024;
/** Refused rows that a dry run tells of. */
const MOST_TOLD = 1000;

@ApiTags('inquiries')
@Controller('inquiries')
export class BatchesController {
  constructor(
    private readonly orderBatch: OrderBatch,
    private readonly batches: BatchStore,
  ) {}

  @Post('batch')
  @HttpCode(202)
  @Roles('officer', 'court-system')
  @Scope('inquiries:order')
  @Http({ bodyLimitBytes: LARGEST_FILE_BYTES, consumes: batchMediaTypes })
  @ApiOperation({
    summary: '批量查询申请 Order a batch, a row an inquiry',
    description:
      'CSV (UTF-8 or GBK/GB18030), XLSX (one sheet, no formulas) or JSON lines; at most 10,000 rows. Columns: ' +
      `${batchColumns.join(', ')}, or their Chinese headers (案号, 证件号码, 财产类别, …); several values in a cell are ` +
      'parted by “;”. No subjectNumbers: all liable parties. The rows are ordered one by one after the reply.',
    operationId: 'orderBatch',
  })
  @ApiConsumes(...batchMediaTypes)
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
    example: '7d1f4b0e-5a51-4a0c-8a44-6f9d3f6f2b22',
  })
  @ApiAcceptedResponse({
    ...bodyOf('Batch'),
    headers: {
      Location: { description: 'The batch.', schema: { type: 'string', format: 'uri-reference' } },
    },
  })
  @ApiOkResponse({ ...bodyOf('BatchCheck'), description: 'A dry run.' })
  @ApiProblems(...ofToken, ...ofBody, 'IDEMPOTENCY_KEY_REUSED')
  async order(
    @IdempotencyKey() idempotencyKey: string,
    @Query() query: OrderBatchQueryDto,
    @Req() request: FastifyRequest,
    @By() by: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BatchBody | BatchCheckBody> {
    const bytes = await bytesOf(request);
    const file = { bytes, mediaType: mediaTypeOf(request), charset: charsetOf(request) };
    if (query.dryRun === 'true') {
      void reply.code(200);
      return this.checked(file, by, request.headers['accept-language']);
    }
    const id = await this.orderBatch.take(file, by, idempotencyKey);
    const body = batchBody(await this.own(id, by));
    void reply.header('location', body.links.self);
    return body;
  }

  @Get('batches/:id')
  @Roles('officer', 'court-system')
  @Scope('inquiries:read')
  @ApiOperation({ summary: '批量办理进度 A batch and how far it is', operationId: 'readBatch' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('Batch'))
  @ApiProblems(...ofToken, 'BATCH_NOT_FOUND')
  async read(@Param('id') id: string, @By() by: Actor): Promise<BatchBody> {
    return batchBody(await this.own(batchIdOf(id), by));
  }

  @Get('batches/:id/rows')
  @Roles('officer', 'court-system')
  @Scope('inquiries:read')
  @ApiOperation({ summary: '各行结果 What became of each row', operationId: 'listBatchRows' })
  @ApiParam(idInPath)
  @ApiOkResponse(bodyOf('BatchRowList'))
  @ApiProblems(...ofToken, 'REQUEST_INVALID', 'BATCH_NOT_FOUND')
  async rows(
    @Param('id') id: string,
    @Query() query: ListBatchRowsDto,
    @By() by: Actor,
    @Headers('accept-language') languages: string | undefined,
  ): Promise<BatchRowListBody> {
    const batch = await this.own(batchIdOf(id), by);
    const limit = Number(query.limit ?? DEFAULT_ROW_PAGE);
    const found = await this.batches.rows(batch.id, {
      state: query.state === undefined ? undefined : chosen(batchRowStates, query.state),
      after: Number(query.after ?? 0),
      // One more, to know whether there is a next page.
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const language = preferredLanguage(languages);
    return {
      items: page.map((row) => batchRowBody(row, language)),
      ...(last === undefined ? {} : { nextAfter: last.number }),
    };
  }

  private async checked(
    file: Parameters<OrderBatch['check']>[0],
    by: Actor,
    languages: string | undefined,
  ): Promise<BatchCheckBody> {
    const rows = await this.orderBatch.check(file, by);
    const refused = rows.flatMap((row) => ('problems' in row ? [row] : []));
    const language = preferredLanguage(languages);
    return {
      rows: rows.length,
      counts: { accepted: rows.length - refused.length, refused: refused.length },
      refused: refused.slice(0, MOST_TOLD).map((row) => batchRowBody({ ...row, state: 'refused' }, language)),
    };
  }

  private async own(id: BatchId, by: Actor): Promise<BatchView> {
    const view = await this.batches.view(id, by);
    if (view === undefined) throw DiandaError.notFound('BATCH_NOT_FOUND');
    return view;
  }
}

/** A text that is no id names no batch. */
function batchIdOf(text: string): BatchId {
  const id = parseBatchId(text);
  if (id === undefined) throw DiandaError.notFound('BATCH_NOT_FOUND');
  return id;
}
