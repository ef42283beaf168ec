import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coprod_reflect.settings")
application = get_wsgi_application()

from django.db import connection  # noqa: E402 (the apps have to be there first)

from teams.postman import start_postman  # noqa: E402

if connection.vendor == "postgresql":  # whose driver takes 5 MB
    from coprod_reflect.patience import be_impatient

    be_impatient()
start_postman()
