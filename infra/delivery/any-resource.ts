/**
 * The actions that a policy of ours allows on every resource, each with why it cannot be less. AWS checks them against nothing smaller;
 * what else holds them back is said as well. An action that is not here is never allowed on `*`.
 */
export const ANY_RESOURCE: Readonly<Record<string, string>> = {
  "acm:RequestCertificate": "a certificate has no name before it is asked for; held to our host names by a condition",
  "cloudwatch:DescribeAlarms": "CloudWatch tells of composite alarms only to who may ask for all",
  "cloudwatch:PutCompositeAlarm":
    "CloudWatch takes a composite alarm only from who may make any; it can ring, and do nothing",
  "dynamodb:ListStreams": "lists, and knows no resource; what reads a stream asks for it, and tells no data",
  "dynamodb:ListTables":
    "lists, and knows no resource; the search for previews that nobody removed begins with their tables",
  "lambda:CreateEventSourceMapping": "a mapping has no name before it is made; held to our functions by a condition",
  "logs:CreateLogDelivery": "API Gateway writes access logs through deliveries, which have no resource in IAM",
  "logs:DeleteLogDelivery": "as logs:CreateLogDelivery",
  "logs:DescribeLogGroups": "lists, and knows no resource; tells names and sizes, not what is in a log",
  "logs:DescribeResourcePolicies": "as logs:PutResourcePolicy",
  "logs:GetLogDelivery": "as logs:CreateLogDelivery",
  "logs:ListLogDeliveries": "as logs:CreateLogDelivery",
  "logs:PutResourcePolicy":
    "API Gateway gives itself the right to write to a log in the one policy that an account's logs share",
  "logs:UpdateLogDelivery": "as logs:CreateLogDelivery",
  "route53:CreateHealthCheck": "a health check has no name before it is made",
  "route53:ListHealthChecks": "lists, and knows no resource; a deployment looks whether a check has data",
};
