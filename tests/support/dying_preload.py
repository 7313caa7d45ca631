"""What a server of workers may be made to load: it dies of it, each time it is started."""

import os

os._exit(1)
