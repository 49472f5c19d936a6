import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { hasAnyOf, HR } from '../../../domain/roles';
import { askedTitle } from '../../../domain/onboarding/pending-people';
import { recordAudit } from '../../../database/audit';
import { type AbsenceRow, absencesOf, deleteAbsence, insertAbsence } from '../../../database/absences';
import { findPerson } from '../../../database/people';
import { tasksFor } from '../../../database/tasks';
import { FirstdayError } from '../../../lib/errors';
import type { Actor } from '../../http/access';
import { auditOf } from '../../http/audit-entry';
import type { Answer, Call } from '../../http/route';
import type { absenceBody, absenceParams, absencesParams } from './absence-schema';

const DAY_MS = 86_400_000;
const FURTHEST_DAYS = 730;
const WAITING_SHOWN = 200;

type Person = z.infer<typeof absencesParams>;
type New = z.infer<typeof absenceBody>;

/** When this person is away, past absences left out. @throws FirstdayError `forbidden` */
export async function showAbsences({ context, actor, params }: Call<Person>): Promise<Answer> {
  const rows = await absencesOf(context.database, whom(actor, params));
  return { status: 200, body: { items: rows.map(absenceOf) } };
}

/**
 * Declares an absence. What opens meanwhile is asked of the deputy; what waits already is named, to be delegated.
 * @throws FirstdayError `forbidden`, `not-found`, `invalid-request`, or `conflict` with another absence
 */
export async function addAbsence(call: Call<Person, unknown, New>): Promise<Answer> {
  const { actor, params, body } = call;
  const { database } = call.context;
  const email = whom(actor, params);
  if (email !== actor.email && !(await findPerson(database, email))) throw new FirstdayError('not-found');
  refuseImpossible(body);
  await refuseDeputy(call, email);
  const row = await database.transaction().execute(async (transaction) => {
    const { from, to, deputy } = body;
    const declared = { email, from_date: from, to_date: to, deputy_email: deputy, set_by: actor.email };
    const added = await insertAbsence(transaction, { id: randomUUID(), ...declared });
    await recordAudit(transaction, auditOf(call, { action: 'absence.add', detail: { email, from, to, deputy } }));
    return added;
  });
  return { status: 201, body: { ...absenceOf(row), waiting: isNow(body) ? await waitingNow(call, email) : [] } };
}

/** Takes an absence back. @throws FirstdayError `forbidden` or `not-found` */
export async function removeAbsence(call: Call<z.infer<typeof absenceParams>>): Promise<Answer> {
  const email = whom(call.actor, call.params);
  const { id } = call.params;
  await call.context.database.transaction().execute(async (transaction) => {
    if (!(await deleteAbsence(transaction, email, id))) throw new FirstdayError('not-found');
    await recordAudit(transaction, auditOf(call, { action: 'absence.remove', detail: { email, id } }));
  });
  return { status: 204 };
}

/** One's own absences are one's own affair; HR's are everybody's. */
function whom(actor: Actor, { email }: Person): string {
  if (email === 'me' || email === actor.email) return actor.email;
  if (!hasAnyOf(actor, HR)) throw new FirstdayError('forbidden', 'You declare your own absences only.');
  return email;
}

function refuseImpossible({ to }: New): void {
  if (to < day(-1)) throw invalid('to', 'must not be over already');
  if (to > day(FURTHEST_DAYS)) throw invalid('to', 'must be within two years');
}

async function refuseDeputy({ context, body }: Call<Person, unknown, New>, email: string): Promise<void> {
  if (body.deputy === email) throw invalid('deputy', 'must be somebody else');
  if (!(await findPerson(context.database, body.deputy))) throw invalid('deputy', 'is none of the company’s people');
}

/** Which day it is depends on the place: a day more on either side. */
const isNow = ({ from, to }: New): boolean => from <= day(1) && to >= day(-1);

async function waitingNow({ context }: Call, email: string) {
  const rows = await tasksFor(context.database, { email, roles: [] }, WAITING_SHOWN);
  return rows.map(({ id, employee_name, step, due_at }) => ({
    onboardingId: id,
    employeeName: employee_name,
    step: step.id,
    kind: step.kind,
    title: askedTitle(step),
    dueAt: due_at ?? undefined,
  }));
}

/** The UTC date so many days from today. */
const day = (offset: number): string => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

const invalid = (field: string, message: string) =>
  new FirstdayError('invalid-request', undefined, [{ field, message }]);

const absenceOf = ({ id, email, from_date, to_date, deputy_email, set_by, created_at }: AbsenceRow) => ({
  id,
  email,
  from: from_date,
  to: to_date,
  deputy: deputy_email,
  setBy: set_by,
  createdAt: created_at.toISOString(),
});
