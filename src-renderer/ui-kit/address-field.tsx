import { Textarea } from '@mantine/core';

/** A field for one address or several, each on a line or with spaces or commas between; Enter sends the form. */
export function AddressField({
  label,
  description,
  value,
  onChange,
}: {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Textarea
      label={label}
      description={description}
      placeholder="https://help.example.com"
      inputMode="url"
      autoComplete="url"
      spellCheck={false}
      rows={2}
      resize="vertical"
      // The only field of a step the person has just asked for.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
