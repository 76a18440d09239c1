import type { ThemeConfig } from 'antd'
import { theme } from 'antd'
import type { Language } from '../i18n/names.ts'
import { FONTS, MONO } from './font.ts'
import { DARK, LIGHT } from './palette.ts'
import type { Palette } from './palette.ts'

/** Only what floats throws a shadow. */
const shadow = (dark: boolean): string =>
  dark
    ? '0 8px 28px rgba(0,0,0,.5), 0 1px 4px rgba(0,0,0,.4)'
    : '0 8px 28px rgba(24,36,43,.12), 0 1px 4px rgba(24,36,43,.08)'

const tokens = (p: Palette, dark: boolean, language: Language): ThemeConfig['token'] => ({
  colorPrimary: p.primary,
  colorInfo: p.primary,
  // antd would derive a grey from a colour as dark as ours.
  colorPrimaryBg: p.primarySoft,
  colorPrimaryBgHover: p.primarySoft,
  colorInfoBg: p.primarySoft,
  colorInfoBorder: dark ? '#1F4852' : '#BFDDE0',
  controlItemBgActive: p.primarySoft,
  controlItemBgActiveHover: p.primarySoft,
  colorLink: p.primary,
  colorLinkHover: dark ? '#6CC0CE' : '#0A5A68',
  colorSuccess: p.success,
  colorSuccessText: p.successText,
  colorSuccessBg: dark ? '#17302A' : '#E7F2EB',
  colorSuccessBorder: dark ? '#27503F' : '#BBDAC7',
  colorWarning: p.warning,
  colorWarningText: p.warningText,
  colorError: p.danger,
  colorErrorText: p.dangerText,
  colorTextBase: p.ink,
  colorText: p.ink,
  colorTextSecondary: p.muted,
  colorTextTertiary: p.muted,
  colorTextDescription: p.muted,
  colorTextPlaceholder: p.faint,
  colorBgBase: dark ? p.paper : '#FFFFFF',
  colorBgLayout: p.paper,
  colorBgContainer: p.raised,
  colorBgElevated: p.floating,
  colorBorder: dark ? '#33434C' : '#D9D6CD',
  colorBorderSecondary: p.line,
  colorSplit: p.line,
  borderRadius: 6,
  borderRadiusLG: 8,
  borderRadiusSM: 4,
  fontSize: 14,
  lineHeight: 22 / 14,
  fontFamily: FONTS[language],
  fontFamilyCode: MONO,
  motionDurationFast: '0.08s',
  motionDurationMid: '0.12s',
  motionDurationSlow: '0.15s',
  boxShadow: shadow(dark),
  boxShadowSecondary: shadow(dark),
  boxShadowTertiary: 'none',
  controlOutlineWidth: 2,
  wireframe: false,
})

const components = (p: Palette, dark: boolean): ThemeConfig['components'] => ({
  Button: {
    primaryShadow: 'none',
    defaultShadow: 'none',
    dangerShadow: 'none',
    fontWeight: 500,
    ...(dark ? { primaryColor: '#08242A' } : {}),
  },
  Table: {
    headerBg: 'transparent',
    headerColor: p.muted,
    headerSplitColor: 'transparent',
    headerSortActiveBg: 'transparent',
    headerSortHoverBg: p.softLine,
    bodySortBg: 'transparent',
    rowHoverBg: dark ? '#1A272D' : '#F8F6F1',
    rowSelectedBg: p.primarySoft,
    rowSelectedHoverBg: p.primarySoft,
    borderColor: p.softLine,
    cellPaddingBlockMD: 8,
    cellPaddingInlineMD: 12,
  },
  Card: { headerFontSize: 14, headerHeight: 46, bodyPadding: 20 },
  Modal: { titleFontSize: 16 },
  Drawer: { paddingLG: 20 },
  Tabs: { horizontalMargin: '0 0 16px 0' },
  Tooltip: { colorBgSpotlight: dark ? '#2A3A43' : '#22313A', colorTextLightSolid: '#F4F6F6' },
  Segmented: {
    trackBg: dark ? '#1C2930' : '#F0EEE7',
    itemSelectedBg: dark ? '#2A3A43' : '#FFFFFF',
  },
})

export function antdTheme(dark: boolean, language: Language): ThemeConfig {
  const palette = dark ? DARK : LIGHT
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: 'siyu' },
    hashed: false,
    token: tokens(palette, dark, language),
    components: components(palette, dark),
  }
}
