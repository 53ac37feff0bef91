/**
 * Each reader is a group of its own, with these names: of two in one group each would be given half of the partitions.
 * Nothing is committed in it, so that Kafka forgets it.
 */
export const groupPrefix = 'users-redrive-';
