import type { Mailer, Message } from './mailer';

/**
 * Adds the link to their own page to what goes to a new hire, however it is sent then.
 * @param ownPage where the new hire of an onboarding has it
 */
export const withOwnPages = <Sends extends Mailer>(
  mailer: Sends,
  ownPage: (onboardingId: string) => Promise<string>,
): Sends => ({
  ...mailer,
  send: async (message: Message, signal?: AbortSignal) => {
    const { ownPageOf, text } = message;
    if (ownPageOf === undefined) return mailer.send(message, signal);
    const link = `All about your first day, on a page of your own:\n${await ownPage(ownPageOf)}`;
    return mailer.send({ ...message, text: `${text}\n\n${link}` }, signal);
  },
});
