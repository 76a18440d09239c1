import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PlaybookId } from '#modules/journey/model/playbook-ids.ts'
import { api, orpc } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { useAct } from '../../ui/use-act.ts'
import css from './Playbooks.module.css'

/** Journeys to start from; loading one also makes the contents and coupons it needs. */
export function Playbooks({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const navigate = useNavigate()
  const playbooks = useQuery(
    orpc.journey.listPlaybooks.queryOptions({ input: {}, enabled: isOpen }),
  )
  const loading = useAct(
    (input: { playbook: PlaybookId; name: string }) => api.journey.loadPlaybook(input),
    {
      refreshes: ['journey', 'content', 'loyalty'],
      onDone: ({ id }) => void navigate({ to: paths.journey(id) }),
    },
  )
  return (
    <Modal
      open={isOpen}
      title={t('playbooks.title')}
      footer={null}
      width={720}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className={css.about}>{t('playbooks.about')}</p>
      <Loaded query={playbooks}>
        {({ items }) => (
          <ul className={css.gallery}>
            {items.map(({ id, name, about, nodes }) => (
              <li key={id}>
                <Picture nodes={nodes} />
                <h3>{say(name)}</h3>
                <p>{say(about)}</p>
                <footer>
                  <span>{t('playbooks.nodes', { count: nodes })}</span>
                  <Button
                    type="primary"
                    loading={loading.isPending && loading.variables.playbook === id}
                    onClick={() => loading.mutate({ playbook: id, name: say(name) })}
                  >
                    {t('playbooks.load')}
                  </Button>
                </footer>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Modal>
  )
}

const COLUMNS = 7
const ROWS = [30, 16, 44, 30, 16, 44, 30]

/** An idea of its size: steps joined from left to right. */
function Picture({ nodes }: { nodes: number }) {
  const shown = Math.min(nodes, COLUMNS)
  const at = (i: number) => ({ x: 12 + i * 38, y: ROWS[i] ?? 30 })
  return (
    <svg viewBox="0 0 280 64" className={css.picture} aria-hidden="true">
      {Array.from({ length: shown }, (_, i) => {
        const { x, y } = at(i)
        const next = at(i + 1)
        return (
          <g key={i}>
            {i + 1 < shown && (
              <path
                d={`M${x + 24} ${y + 6}C${x + 32} ${y + 6} ${next.x - 8} ${next.y + 6} ${next.x} ${next.y + 6}`}
              />
            )}
            <rect x={x} y={y} width={24} height={12} rx={3} />
          </g>
        )
      })}
    </svg>
  )
}
