"""Cek website: is the live site the one that was marked?"""
