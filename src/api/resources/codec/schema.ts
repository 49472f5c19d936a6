import { z } from 'zod';

/** JSON form of `temporal.api.common.v1.Payloads`. Other members of a payload are dropped. */
export const payloadsSchema = z
  .strictObject({
    payloads: z
      .array(
        z.object({
          metadata: z.record(z.string(), z.base64()).default({}),
          data: z.base64().nullish(),
        }),
      )
      .max(10_000),
  })
  .meta({ id: 'Payloads', example: { payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: 'IlRleHQi' }] } });

export type PayloadsBody = z.infer<typeof payloadsSchema>;

export const codecHeadersSchema = z.object({
  'X-Namespace': z.string().optional().meta({ description: 'Sent by Temporal’s tools; not needed.' }),
});
