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
  const messages = signInMessages(locale);
  return (
    <section class="narrow">
      <h1>{messages.title}</h1>
      {hasProvider && <ProviderLink next={next} label={messages.byProvider} />}
      {hasProvider && <h2>{messages.orByLink}</h2>}
      <p>{messages.intro}</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field
          name="email"
          type="email"
          label={messages.email}
          formValues={formValues}
          required
          autofocus={!hasProvider}
          autocomplete="email"
          maxLength={254}
        />
        <button>{messages.send}</button>
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

export function SignInFailure({
  locale,
  errorCode,
  next,
}: {
  locale: Locale;
  errorCode: SignInErrorCode;
  next: string;
}) {
  const messages = signInMessages(locale);
  return (
    <section class="narrow">
      <div role="alert" class="problem">
        <h1>{messages.errorTitle}</h1>
        <p>{messages.errors[errorCode]}</p>
      </div>
      <ProviderLink next={next} label={messages.tryAgain} />
      <p>
        <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{messages.otherWays}</a>
      </p>
    </section>
  );
}

export function LinkSentMessage({ locale, email, next }: { locale: Locale; email: string; next: string }) {
  const messages = signInMessages(locale);
  return (
    <section class="narrow">
      <h1>{messages.sentTitle}</h1>
      <p>{messages.sent(email)}</p>
      <p>
        <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{messages.again}</a>
      </p>
    </section>
  );
}

/** Landing page of the emailed link: only the button signs in, not opening the link. */
export function SignInConfirmation({ locale, action }: { locale: Locale; action: string }) {
  const messages = signInMessages(locale);
  return (
    <section class="narrow">
      <h1>{messages.confirmTitle}</h1>
      <p>{messages.confirm}</p>
      <form method="post" action={action}>
        <button autofocus>{messages.enter}</button>
      </form>
    </section>
  );
}
