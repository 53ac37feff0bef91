import { Hono } from 'hono';
import { bodyOf } from '../../request-values.ts';
import { Registry } from '../../schemas/registry.ts';
import type { Sources } from '../../sources/sources.ts';
import { readSettings } from '../read-topics.ts';
import { publishOrder } from './order.ts';
import { type PublishPorts, publish } from './publish.ts';

/** Puts messages into topics. */
export function publishRoutes(sources: Sources): Hono {
  const ports = publishPorts(sources);
  const routes = new Hono();
  routes.post('/:topic/messages', async (context) => {
    const order = await bodyOf(context, publishOrder);
    return context.json(await publish(context.req.param('topic'), order, ports), 201);
  });
  return routes;
}

function publishPorts({ settings, topicLog, kafkaAdmin, kafkaProducer }: Sources): PublishPorts {
  const registry = new Registry(settings);
  return {
    partitions: (topic) => topicLog((log) => log.partitions(topic)),
    async newestSchema(subject) {
      const [newest = 1] = await registry.versions(subject);
      return registry.version(subject, newest);
    },
    async mostBytes(topic) {
      const topicSettings = await kafkaAdmin((admin) => readSettings(admin, topic));
      return topicSettings.find(({ name }) => name === 'max.message.bytes')?.value;
    },
    send: (topic, message) => kafkaProducer((producer) => producer.send({ topic, acks: -1, messages: [message] })),
  };
}
