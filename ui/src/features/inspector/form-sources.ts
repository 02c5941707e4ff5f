/** Sources of a form outside its node: the kind of a place, the pages of its dashboard, values from Rust. */
import type { Client } from '../../api/client';
import type { Suggestion } from '../../shared/suggestion';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import type { Kind } from '../../workspace/tree/Catalogue.svelte';
import type { Path } from '../../workspace/tree/paths';
import type { FormContext } from './context';

/** The kind of a node that no outline knows yet. */
export function kindByPath(of: Path): Kind {
  if (of.length === 0) return 'dashboard';
  const list = of.findLast((step) => typeof step === 'string');
  return list === 'views' ? 'view' : list === 'sections' ? 'section' : list === 'badges' ? 'badge' : 'card';
}

/** The views of a document, as pages to navigate to. */
export function pagesOf({ target, visual }: DocumentState): readonly Suggestion[] {
  const dashboard = target.kind === 'dashboard' ? `/${target.urlPath}` : '/lovelace';
  return visual.outline.views.map((view, index) => ({
    value: `${dashboard}/${view.urlPart ?? index}`,
    label: view.name ?? `View ${index + 1}`,
    icon: view.icon ?? 'mdi:view-dashboard',
  }));
}

export function valuesOf(client: Client): Pick<FormContext, 'make' | 'readYaml' | 'writeYaml'> {
  return {
    make: async (kind, name, entity) => {
      const entities = entity ? [entity] : [];
      const made = await client.call('node_new', { kind: kind as Kind, name, entities, area: null });
      return made.value;
    },
    readYaml: (text) => client.call('yaml_read', { text }),
    writeYaml: async (value) => (await client.call('yaml_write', { value })).text.trimEnd(),
  };
}
