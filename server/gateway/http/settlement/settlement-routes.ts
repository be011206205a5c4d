import type { Request, Response, Router } from 'express';
import type { Refusal } from '../../../../shared/contract/refusals.ts';
import {
  producerParams,
  type StatementView,
  statementQuery,
} from '../../../../shared/contract/settlement.ts';
import { ok, type Result, refuse } from '../../../../shared/values/result.ts';
import { openStaffAdmin } from '../../../application/account/staff.ts';
import type { SettlementAdmin } from '../../../application/payout/payouts.ts';
import type { GatewayDeps } from '../../deps.ts';
import { parse } from '../../faults/parse.ts';
import type { SignedIn } from '../../visitors/staff-sessions.ts';
import { answerRefusal } from '../answer.ts';
import { only } from '../answered.ts';
import { staffRoutesOn } from '../guards/staff-routes-on.ts';
import type { Call, Handlers } from '../serve-routes.ts';
import type { Visitor } from '../visitor.ts';

type SettlementRoutes = Pick<
  Handlers,
  | 'settlement'
  | 'dueDays'
  | 'dueLines'
  | 'payables'
  | 'payOut'
  | 'payout'
  | 'adjustSettlement'
  | 'bookBank'
  | 'refundsByHand'
  | 'payBack'
  | 'setTerms'
  | 'producerShare'
  | 'setProducerShare'
  | 'newProducer'
  | 'statement'
  | 'producerPage'
  | 'board'
>;

const noLedger = { code: 'UNAVAILABLE', retryAfterMs: 60_000 } as const satisfies Refusal;

/** Routes of settlement: balances of producers, and payouts within seven days. */
export function settlementRoutes(deps: GatewayDeps): SettlementRoutes {
  const staffAdmin = openStaffAdmin(deps);
  /** Refuses without a settlement ledger on this server. */
  const withSettlement =
    <Call, Value>(handle: (settlement: SettlementAdmin, call: Call) => Promise<Result<Value, Refusal>>) =>
    async (call: Call): Promise<Result<Value, Refusal>> =>
      deps.settlementAdmin ? handle(deps.settlementAdmin, call) : refuse(noLedger);
  return {
    settlement: withSettlement(async (settlement) => ok(await settlement.overview())),
    dueDays: withSettlement(async (settlement) => ok(await settlement.dueDays())),
    dueLines: withSettlement(async (settlement, { params }: Call<'dueLines'>) =>
      found(await settlement.dueLines(params.day)),
    ),
    payables: withSettlement(async (settlement, { params, query }: Call<'payables'>) =>
      found(await settlement.payables(params.producerId, query.currency, query.until)),
    ),
    payOut: withSettlement(async (settlement, { body, staff }: Call<'payOut'>) =>
      only(await settlement.payOut(staff!.actor, body), ({ payoutId, amountMinor }) => ({
        payoutId,
        amountMinor,
      })),
    ),
    payout: withSettlement(async (settlement, { params }: Call<'payout'>) =>
      found(await settlement.payout(params.payoutId)),
    ),
    adjustSettlement: withSettlement(async (settlement, { body, staff }: Call<'adjustSettlement'>) =>
      only(await settlement.adjust(staff!.actor, body), ({ adjustmentId }) => ({ adjustmentId })),
    ),
    bookBank: withSettlement(async (settlement, { body, staff }: Call<'bookBank'>) =>
      only(await settlement.book(staff!.actor, body), ({ bookingId }) => ({ bookingId })),
    ),
    refundsByHand: withSettlement(async (settlement, { staff, visitor }: Call<'refundsByHand'>) => {
      const listed = await settlement.refundsByHand();
      visitor.note({ kind: 'data_read', what: 'refunds', rows: listed.refunds.length }, staff!.actor);
      return ok(listed);
    }),
    payBack: withSettlement(async (settlement, { body, staff }: Call<'payBack'>) =>
      only(await settlement.payBack(staff!.actor, body), ({ bookingId }) => ({ bookingId })),
    ),
    setTerms: withSettlement(async (settlement, { body, staff }: Call<'setTerms'>) =>
      only(await settlement.setTerms(staff!.actor, body), ({ terms }) => terms),
    ),
    producerShare: withSettlement(async (settlement, { params }: Call<'producerShare'>) =>
      found(await settlement.share(params.producerId)),
    ),
    setProducerShare: withSettlement(async (settlement, { params, body, staff }: Call<'setProducerShare'>) =>
      only(await settlement.setShare(staff!.actor, params.producerId, body), ({ version }) => ({ version })),
    ),
    newProducer: withSettlement(async (settlement, { body, staff, visitor }: Call<'newProducer'>) => {
      const { key, inDoubt, producer, name, email } = body;
      const { actor } = staff!;
      const invited = await staffAdmin.invite(actor, { key, name, email, role: 'producer' }, async () =>
        only(await settlement.addProducer(actor, { key, inDoubt, producer }), (reply) => reply.producerId),
      );
      if (!invited.ok) return invited;
      const { producerId, token, staffId } = invited.value;
      visitor.note({ kind: 'link_made', about: staffId }, actor);
      return ok({ producerId: producerId ?? '', token });
    }),
    statement: async ({ params, query, staff }) =>
      statementFor(deps, staff, params.producerId, query.currency, query.week),
    producerPage: withSettlement(async (settlement, { staff }: Call<'producerPage'>) =>
      found(await settlement.producerPage(staff!.staff.producerId ?? '')),
    ),
    board: withSettlement(async (settlement) => ok(await settlement.board())),
  };
}

/** Statements as files: a CSV table and a PDF page. */
export function serveStatements(
  router: Router,
  deps: GatewayDeps & { visitorOf: (request: Request, response: Response) => Visitor },
): void {
  const onRoute = staffRoutesOn(router, deps.visitorOf);

  async function asked(
    file: 'statement.csv' | 'statement.pdf',
    request: Request,
    staff: SignedIn,
    visitor: Visitor,
  ) {
    const params = parse(producerParams, { ...request.params });
    if (!params.ok) return refuse({ code: 'NOT_FOUND' } as Refusal);
    const { language: _, ...given } = request.query;
    const query = parse(statementQuery, given);
    if (!query.ok) return query;
    const { currency, week } = query.value;
    const statement = await statementFor(deps, staff, params.value.producerId, currency, week);
    if (statement.ok) visitor.note({ kind: 'data_exported', what: file, rows: 1 }, staff.actor);
    return statement;
  }

  onRoute('statementCsv', async (request, response, staff, visitor) => {
    const statement = await asked('statement.csv', request, staff, visitor);
    if (!statement.ok) return answerRefusal(response, statement.refusal);
    const { statementTable } = await import('./statement-table.ts');
    sendFile(response, statement.value, 'csv', 'text/csv; charset=utf-8', statementTable(statement.value));
  });

  onRoute('statementPdf', async (request, response, staff, visitor) => {
    const statement = await asked('statement.pdf', request, staff, visitor);
    if (!statement.ok) return answerRefusal(response, statement.refusal);
    const { printer } = deps;
    if (!printer) return answerRefusal(response, { code: 'UNAVAILABLE', retryAfterMs: 60_000 });
    const { statementDocument } = await import('./statement-document.ts');
    const language = request.query.language === 'zh' ? 'zh' : 'en';
    const pdf = await printer.print(statementDocument(statement.value, language, await printer.hasChinese()));
    sendFile(response, statement.value, 'pdf', 'application/pdf', Buffer.from(pdf));
  });
}

function sendFile(
  response: Response,
  { producerId, from }: StatementView,
  kind: 'csv' | 'pdf',
  type: string,
  body: string | Buffer,
): void {
  response
    .set('Content-Type', type)
    .set('Content-Disposition', `attachment; filename="statement-${from}-${producerId.slice(-6)}.${kind}"`)
    .set('Cache-Control', 'no-store')
    .send(body);
}

/** The statement of a producer. To a producer, those of others do not exist. */
async function statementFor(
  deps: GatewayDeps,
  staff: SignedIn | null,
  producerId: string,
  currency: string,
  week: string | undefined,
): Promise<Result<StatementView, Refusal>> {
  const isOthers = staff?.staff.role === 'producer' && staff.staff.producerId !== producerId;
  if (isOthers) return refuse({ code: 'NOT_FOUND' });
  const { settlementAdmin } = deps;
  if (!settlementAdmin) return refuse(noLedger);
  return found(await settlementAdmin.statement(producerId, currency, week));
}

function found<Value>(value: Value | null): Result<Value, Refusal> {
  return value === null ? refuse({ code: 'NOT_FOUND' }) : ok(value);
}
