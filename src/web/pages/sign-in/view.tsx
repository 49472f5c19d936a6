import type { SignInErrorCode } from '../../../auth/oidc/sign-in-error';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, type FormValues } from '../../ui/forms';

interface SignInFormProps {
  locale: Locale;
  next: string;
  formValues: FormValues;
  /** True if an identity provider is configured. */
  hasProvider: boolean;
  hasMailSignIn: boolean;
}

export function SignInForm({ locale, next, formValues, hasProvider, hasMailSignIn }: SignInFormProps) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('sign-in.title')}</h1>
      {hasProvider && <ProviderLink next={next} label={t('sign-in.byProvider')} />}
      {hasProvider && hasMailSignIn && <h2>{t('sign-in.orByLink')}</h2>}
      {hasMailSignIn && <MailLinkForm {...{ locale, next, formValues }} isFirst={!hasProvider} />}
    </section>
  );
}

function MailLinkForm({
  locale,
  next,
  formValues,
  isFirst,
}: Pick<SignInFormProps, 'locale' | 'next' | 'formValues'> & { isFirst: boolean }) {
  const t = getTranslator(locale);
  return (
    <>
      <p>{t('sign-in.intro')}</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field
          name="email"
          type="email"
          label={t('sign-in.email')}
          formValues={formValues}
          required
          autofocus={isFirst}
          autocomplete="email"
          maxLength={254}
        />
        <button>{t('sign-in.send')}</button>
      </form>
    </>
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
  hasMailSignIn,
}: {
  locale: Locale;
  errorCode: SignInErrorCode;
  next: string;
  hasMailSignIn: boolean;
}) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <div role="alert" class="problem">
        <h1>{t('sign-in.errorTitle')}</h1>
        <p>{t(`sign-in.errors.${errorCode}`)}</p>
      </div>
      <ProviderLink next={next} label={t('sign-in.tryAgain')} />
      {hasMailSignIn && (
        <p>
          <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{t('sign-in.otherWays')}</a>
        </p>
      )}
    </section>
  );
}

export function LinkSentMessage({ locale, email, next }: { locale: Locale; email: string; next: string }) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('sign-in.sentTitle')}</h1>
      <p>{t('sign-in.sent', { email })}</p>
      <p>
        <a href={`/sign-in?next=${encodeURIComponent(next)}`}>{t('sign-in.again')}</a>
      </p>
    </section>
  );
}

/** Landing page of the emailed link: only the button signs in, not opening the link. */
export function SignInConfirmation({ locale, action }: { locale: Locale; action: string }) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('sign-in.confirmTitle')}</h1>
      <p>{t('sign-in.confirm')}</p>
      <form method="post" action={action}>
        <button autofocus>{t('sign-in.enter')}</button>
      </form>
    </section>
  );
}
