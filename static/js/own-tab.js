// Whether a click on a link leads this tab on. Else what it leads to opens beside it, and nobody leaves.
export const isInOwnTab = ({ button, ctrlKey, metaKey, shiftKey }) => !(button || ctrlKey || metaKey || shiftKey);
