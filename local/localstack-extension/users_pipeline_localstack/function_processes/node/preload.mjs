// What a function needs in a container of AWS's image, where AWS's own bootstrap runs it.
import { sendCustomResourceResponsesTo } from './custom-resource-responses.mjs';

const { EDGE_PORT, LOCALSTACK_HOSTNAME } = process.env;
sendCustomResourceResponsesTo(LOCALSTACK_HOSTNAME, EDGE_PORT);
