/** How clients may come in: each is a listener of the broker. */
export interface ClientAccess {
  readonly plaintext: boolean;
  readonly tls: boolean;
  readonly mutualTls: boolean;
  readonly scram: boolean;
  readonly iam: boolean;
}

export interface Cluster {
  readonly arn: string;
  readonly name: string;
  readonly state: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING' | 'FAILED';
  readonly type: 'PROVISIONED' | 'SERVERLESS';
  /** Changes with each change of the cluster. */
  readonly version: string;
  readonly brokers: number;
  readonly access: ClientAccess;
}
