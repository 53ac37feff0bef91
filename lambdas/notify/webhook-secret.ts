/**
 * The secret with the webhook's URL, which is as good as a password: whoever has it can post. A person makes it, outside
 * of the stack, so that no template and no deployment holds the URL.
 */
export const webhookSecret = 'users-pipeline/alarm-webhook';
