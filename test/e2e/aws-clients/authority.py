"""On AWS the clients' own list of authorities knows Amazon's; here the file with the authority is named."""

import os

AUTHORITY = os.environ["AUTHORITY_FILE"]
