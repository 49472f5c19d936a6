import { type Company, UNSET_COMPANY } from '../company/settings';
import type { Database } from './client';
import { loadCompany } from './company';

/** Reads the settings in force for every page: asks the database for the number of their version, and for more only if it is new. */
export class CompanyReader {
  private last = UNSET_COMPANY;

  constructor(private readonly database: Database) {}

  async read(): Promise<Company> {
    const { version } = await this.database
      .selectFrom('company_versions')
      .select(({ fn }) => fn.max('version').as('version'))
      .executeTakeFirstOrThrow();
    if ((version ?? 0) !== this.last.version) this.last = await loadCompany(this.database);
    return this.last;
  }

  /** For error pages, which must appear without the database, too. */
  readOrGetLast(): Promise<Company> {
    return this.read().catch(() => this.last);
  }
}
