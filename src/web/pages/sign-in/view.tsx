import type { SignInErrorCode } from '../../../auth/oidc/sign-in-error';
import { Field, type FormValues } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { signInMessages } from './messages';

interface SignInFormProps {
  locale: Locale;
  next: string;
  formValues: FormValues;
  /** True if an identity provider is configured. */
  hasProvider: boolean;
}

export function SignInForm({ locale, next, formValues, hasProvider }: SignInFormProps) {
  const words = signInMessages(locale);
  return (
    <section class="narrow">
      <h1>{words.title}</h1>
      {hasProvider && <ProviderLink next={next} label={words.byProvider} />}
      {hasProvider && <h2>{words.orByLink}</h2>}
      <p>{words.intro}</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field
          name="email"
          type="email"
          label={words.email}
          formValues={formValues}
          required
          autofocus={!hasProvider}
          autocomplete="email"
          maxLength={254}
        />
        <button>{words.send}</button>
      </form>
    </section>
  );
}

const ProviderLink = ({ next, label }: { next: string; label: string }) => (
  <p>
    <a role="button" href={`/sign-in/oidc?next=${encodeURIComponent(next)}`}>
      {label}
    </a>
  </p>
);

export function SignInFailure({ locale, why, next }: { locale: Locale; why: SignInErrorCode; next: string }) {
  const words = signInMessages(locale);
  return (
    <section class="narrow">
      <div role="alert" class="problem">
        <h1>{words.refusedTitle}</h1>
        <p>{words.refused[why]}</p>
      </div>
      <ProviderLink next={next} label={words.tryAgain} />
      <p>
        <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{words.otherWays}</a>
      </p>
    </section>
  );
}

export function LinkSentMessage({ locale, email, next }: { locale: Locale; email: string; next: string }) {
  const words = signInMessages(locale);
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

/** Landing page of the emailed link: only the button signs in, not opening the link. */
export function SignInConfirmation({ locale, action }: { locale: Locale; action: string }) {
  const words = signInMessages(locale);
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
