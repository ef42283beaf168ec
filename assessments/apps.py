from django.apps import AppConfig
from django.db.models.signals import post_save


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self):
        from assessments.services.terms import follow_settings
        from teams.models import Organisation

        def follow(instance, created, **kwargs):
            if not created:  # a new one has no rounds
                follow_settings(instance)

        # Whichever page changes them: rooms above hear of settings without teams knowing of rounds.
        post_save.connect(follow, sender=Organisation, weak=False, dispatch_uid="terms of rounds")
