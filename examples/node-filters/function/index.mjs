/** Raises an alarm for each reading; the event source mapping hands it only those that are hot. */
export const handler = async ({ records }) => {
  for (const { value } of Object.values(records).flat()) {
    const { sensor, celsius, unit } = JSON.parse(Buffer.from(value, 'base64'));
    if (unit === undefined) throw new Error(`sensor ${sensor} does not say where it is`);
    console.log(`alarm: ${celsius} degrees at ${unit} (sensor ${sensor})`);
  }
};
