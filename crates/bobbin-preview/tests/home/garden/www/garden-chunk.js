export const flowers = 'tulips';
