import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod_reflect.settings")
application = get_wsgi_application()

from teams.postman import start_postman  # noqa: E402 (the apps have to be there first)

start_postman()
