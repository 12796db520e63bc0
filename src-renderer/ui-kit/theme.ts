import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The accent from lightest to darkest; what is seen comes from tokens.css, this is the library's own fallback. */
const ACCENT: MantineColorsTuple = [
  '#e6edfc',
  '#cddafa',
  '#9db6f3',
  '#7ea6ff',
  '#5580e6',
  '#3a69d8',
  '#2456c9',
  '#2050bd',
  '#1d47a8',
  '#183c8e',
];

/** The grounds of the dark theme, in the library's order: text first, the deepest ground last. */
const DARK: MantineColorsTuple = [
  '#e7ebf2',
  '#aab4c3',
  '#8b96a8',
  '#727e92',
  '#3b4658',
  '#2a3240',
  '#1d2430',
  '#171c25',
  '#11151c',
  '#0d1117',
];

/** Filled and quiet buttons in our tokens, so that their contrast holds in both themes. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const red = input.color === 'red';
  if (input.variant === 'filled') {
    return {
      background: red ? 'var(--bad)' : 'var(--accent)',
      hover: red ? 'var(--bad-hover)' : 'var(--accent-hover)',
      color: red ? 'var(--on-bad)' : 'var(--on-accent)',
      border: '1px solid transparent',
    };
  }
  if (input.variant === 'subtle' || input.variant === 'light' || input.variant === 'transparent') {
    return {
      background: input.variant === 'light' ? 'var(--sunken)' : 'transparent',
      hover: 'var(--sunken)',
      color: red ? 'var(--bad)' : input.color === 'gray' ? 'var(--text-2)' : 'var(--accent-text)',
      border: '1px solid transparent',
    };
  }
  return defaultVariantColorsResolver(input);
};

/** The look of the component library. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { sm: '1.45', md: '1.45' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '16px' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '16px' } } },
  defaultRadius: 'sm',
  primaryColor: 'accent',
  primaryShade: { light: 9, dark: 9 },
  colors: { accent: ACCENT, dark: DARK },
  autoContrast: true,
  luminanceThreshold: 0.18,
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver,
  components: {
    // 24 pixels: the smallest target (WCAG 2.2, 2.5.8).
    Button: {
      defaultProps: { size: 'xs', variant: 'default' },
      styles: { root: { fontWeight: 500, minHeight: 24 } },
    },
    InputWrapper: { styles: { label: { marginBottom: 4 }, description: { marginBottom: 4 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        transitionProps: { duration: 80 },
        events: { hover: true, focus: true, touch: false },
      },
    },
    Modal: {
      defaultProps: { transitionProps: { duration: 100 }, centered: true },
      styles: { title: { fontSize: 15, fontWeight: 650 } },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    // Its placeholder would be a child without a role in a menu; without it the first item takes the focus.
    Menu: {
      defaultProps: { transitionProps: { duration: 80 }, shadow: 'md', withInitialFocusPlaceholder: false },
    },
    Combobox: { defaultProps: { transitionProps: { duration: 80 }, shadow: 'md' } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent-text)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-text': 'var(--accent-text)',
  '--mantine-shadow-md': 'var(--shadow)',
  '--mantine-shadow-xl': 'var(--shadow)',
};

/** Gives the library our tokens instead of its own colours, in both themes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
