"""Every value of a package changed, one at a time and two at a time: is it told?"""
