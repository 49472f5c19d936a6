import { Router } from 'express';
import { decodeLogo } from '../../company/logo';
import type { Company } from '../../company/settings';
import type { CompanyReader } from '../../database/company-reader';

const MAX_AGE_SECONDS = 31_536_000;

/** Returns an address that changes with the settings, so that browsers may cache the picture for ever. */
export const getLogoUrl = ({ logo, version }: Company): string | undefined =>
  logo === undefined ? undefined : `/logo/${String(version)}`;

/** Serves the logo to everyone: the sign-in page shows it, too. */
export const createLogoRouter = (reader: CompanyReader): Router =>
  Router().get('/logo/:version', async (request, response, next) => {
    const company = await reader.read();
    const logo = company.logo === undefined ? undefined : decodeLogo(company.logo);
    if (logo === undefined) return next();
    const isCurrent = request.params.version === String(company.version);
    response.locals.route = 'GET /logo';
    response
      .set('Cache-Control', isCurrent ? `public, max-age=${String(MAX_AGE_SECONDS)}, immutable` : 'no-store')
      .type(logo.mediaType)
      .send(logo.content);
  });
