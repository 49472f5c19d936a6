import { Field, type Filled } from '../forms';
import type { Locale } from '../locale';
import { signInWords } from './words';

/** Asks for the address to which a link is sent. */
export function AskForAddress({ locale, next, filled }: { locale: Locale; next: string; filled: Filled }) {
  const words = signInWords(locale);
  return (
    <section class="narrow">
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field
          name="email"
          type="email"
          label={words.email}
          filled={filled}
          required
          autofocus
          autocomplete="email"
          maxLength={254}
        />
        <button>{words.send}</button>
      </form>
    </section>
  );
}

export function LinkIsSent({ locale, email, next }: { locale: Locale; email: string; next: string }) {
  const words = signInWords(locale);
  return (
    <section class="narrow">
      <h1>{words.sentTitle}</h1>
      <p>{words.sent(email)}</p>
      <p>
        <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{words.again}</a>
      </p>
    </section>
  );
}

/** What the link of the mail opens: only the button signs in. */
export function ConfirmSignIn({ locale, action }: { locale: Locale; action: string }) {
  const words = signInWords(locale);
  return (
    <section class="narrow">
      <h1>{words.confirmTitle}</h1>
      <p>{words.confirm}</p>
      <form method="post" action={action}>
        <button autofocus>{words.enter}</button>
      </form>
    </section>
  );
}
