"""Placed activities, told: as data, drawn, in words, on a page, on slides and in Easy Read. Pure.

What reads a whole report beside them stands above: activities.py, activity_history.py and facts_of_places.py.
"""
