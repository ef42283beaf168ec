import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod_reflect.settings")
application = get_wsgi_application()

from coprod_reflect.patience import be_impatient  # noqa: E402 (the apps have to be there first)
from teams.postman import start_postman  # noqa: E402

be_impatient()
start_postman()
