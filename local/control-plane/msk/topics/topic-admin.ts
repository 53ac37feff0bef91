import kafkajs, { type Admin, type ITopicMetadata } from 'kafkajs';
import { required } from '../rules.ts';

/** @throws AwsError BadRequestException without a name; KafkaJSError */
export async function describeTopic(admin: Admin, name: string | undefined): Promise<ITopicMetadata> {
  const topic = required('topicName', name);
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics[0] as ITopicMetadata;
}

/** Those of the topic itself. */
export async function ownConfigs(admin: Admin, name: string) {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const { resources } = await admin.describeConfigs({ resources: [{ type, name }], includeSynonyms: false });
  return (resources[0]?.configEntries ?? [])
    .filter(({ configSource }) => configSource === kafkajs.ConfigSource.TOPIC_CONFIG)
    .map(({ configName, configValue }) => ({ name: configName, value: configValue }));
}

/** Those that are left out are the broker's again. */
export async function setConfigs(admin: Admin, name: string, configEntries: { name: string; value: string }[]) {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  await admin.alterConfigs({ validateOnly: false, resources: [{ type, name, configEntries }] });
}
