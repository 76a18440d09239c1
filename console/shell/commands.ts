import { useTranslation } from 'react-i18next'
import type { Permission } from '#kernel/route.ts'
import { useSession, useWorkspace } from '../api/session.ts'
import { chooseLanguage } from '../i18n/language.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/names.ts'
import { paths } from '../paths.ts'
import { chooseTheme, THEME_MODES } from '../theme/mode.ts'
import { useGo } from '../ui/use-go.ts'
import { useWhyNot } from '../ui/use-not-allowed.ts'
import type { shell } from '../i18n/zh-CN/shell.ts'
import type { PaletteItem } from './palette-items.ts'
import { useEnterWorkspace } from './use-enter-workspace.ts'

interface Begins {
  name: keyof typeof shell.palette.begin
  to: string
  needs: Permission
}

/** What is begun from anywhere. `create=…` opens the form on the list's own page. */
const BEGIN: readonly Begins[] = [
  { name: 'segment', to: paths.newSegment(), needs: 'audience:write' },
  { name: 'journey', to: `${paths.journeys()}?create=1`, needs: 'journey:write' },
  { name: 'content', to: paths.newContent(), needs: 'content:write' },
  { name: 'broadcast', to: paths.newBroadcast(), needs: 'deliver:write' },
  { name: 'game', to: paths.newGame(), needs: 'fission:write' },
  { name: 'coupon', to: `${paths.coupons()}?create=1`, needs: 'loyalty:write' },
  { name: 'code', to: `${paths.codes()}?create=1`, needs: 'entry:write' },
  { name: 'groupCode', to: `${paths.groupCodes()}?create=1`, needs: 'entry:write' },
]

/** What ⌘K does rather than finds; what she may not do is there, with the reason. */
export function useCommands(): readonly PaletteItem[] {
  const { t } = useTranslation('shell')
  const go = useGo()
  const whyNot = useWhyNot()
  const here = useWorkspace()
  const others = (useSession()?.workspaces ?? []).filter(({ id }) => id !== here?.id)
  const enter = useEnterWorkspace()
  return [
    ...BEGIN.map(({ name, to, needs }) => ({
      key: `begin-${name}`,
      label: t(`palette.begin.${name}`),
      refused: whyNot(needs),
      run: () => go(to),
    })),
    ...others.map(({ id, name }) => ({
      key: `workspace-${id}`,
      label: t('palette.workspaceCommand', { name }),
      run: () => void enter(id),
    })),
    ...THEME_MODES.map((mode) => ({
      key: mode,
      label: t('palette.themeCommand', { mode: t(`themeMode.${mode}`) }),
      run: () => chooseTheme(mode),
    })),
    ...LANGUAGES.map((language) => ({
      key: language,
      label: t('palette.languageCommand', { language: LANGUAGE_NAMES[language] }),
      run: () => void chooseLanguage(language),
    })),
  ]
}
